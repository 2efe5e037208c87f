package org.tidelock.app.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidelock.app.kit.KitContent;
import org.tidelock.app.kit.KitPlace;
import org.tidelock.app.kit.PaperSize;
import org.tidelock.app.kit.RecoveryKits;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// The file a recovery kit goes to. It is reserved before there is a key, so that the key has a place to go.
final class KitFile {
  private final KitPlace place;

  private KitFile(KitPlace place) {
    this.place = place;
  }

  /// @param folders the synced folders, where a kit is of no use: it would be gone with the computers, and be in the vault it opens
  /// @param storage the URL of the storage, where others could read the words
  static KitFile reserve(Path named, List<Path> folders, String storage, Context context)
      throws TidelockException {
    Path file = context.directory().resolve(named).normalize();
    String shown = Words.shown(file.toString());
    if (!RecoveryKits.isKitName(file)) {
      throw Problems.usage(
          "The recovery kit is a .pdf or a .txt, not " + shown + ".", "Name it so.");
    }
    if (folders.stream().anyMatch(folder -> RecoveryKits.isInside(file, folder))) {
      throw Problems.usage(
          "This folder is in the vault: " + shown + ".",
          "Keep the kit somewhere else, best on paper.");
    }
    if (RecoveryKits.isInStorage(file, storage)) {
      throw Problems.usage(
          "This folder is in the storage of the vault: " + shown + ".",
          "Keep the kit somewhere else: whoever runs the storage could read the words there.");
    }
    try {
      return new KitFile(KitPlace.reserve(file));
    } catch (FileAlreadyExistsException e) {
      throw Problems.usage(
          "There is already a file " + shown + ".", "Name another one; kits are never replaced.");
    } catch (IOException e) {
      throw Problems.local(
          "The recovery kit cannot be written to " + shown + ".",
          "Nothing was changed.",
          "Name another place.",
          e);
    }
  }

  /// The only kit of a vault.
  void fill(Vault vault, RecoveryKey key, Context context) throws TidelockException {
    fill(
        vault,
        key,
        context,
        "The vault is fine, but there is no kit that opens it.",
        "Make one: tidelock recovery-kit FILE.pdf.");
  }

  /// A kit while the one before it still opens the vault.
  void fillInPlaceOfAnother(Vault vault, RecoveryKey key, Context context)
      throws TidelockException {
    fill(vault, key, context, "The old recovery kit still opens the vault.", "Name another place.");
  }

  private void fill(Vault vault, RecoveryKey key, Context context, String safe, String todo)
      throws TidelockException {
    var info = vault.info();
    KitContent kit =
        new KitContent(
            info.name(), LocalDate.now(context.clock()), Optional.of(info.storage()), key.words());
    try {
      Locale language = Locale.getDefault();
      place.fill(kit, PaperSize.of(language), language);
    } catch (IOException e) {
      throw Problems.local(
          "The recovery kit could not be written to " + Words.shown(place.file().toString()) + ".",
          safe,
          todo,
          e);
    }
  }

  Path file() {
    return place.file();
  }

  /// Takes the reservation back if nothing was written.
  void cancel() {
    place.close();
  }

  /// The words for a person at the terminal, six rows of four.
  static List<String> rows(List<String> words) {
    return java.util.stream.IntStream.range(0, words.size() / 4)
        .mapToObj(
            row -> {
              StringBuilder line = new StringBuilder("  ");
              for (int i = 4 * row; i < 4 * row + 4; i++) {
                line.append(String.format(Locale.ROOT, "%2d %-10s", i + 1, words.get(i)));
              }
              return line.toString().stripTrailing();
            })
        .toList();
  }
}
