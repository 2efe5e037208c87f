package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Makes a new recovery kit; the old one stops working. Asks for the passphrase even where the profile is kept unlocked.")
final class RecoveryKitCommand extends OwnerCommand {
  @Parameters(paramLabel = "FILE", description = "Where to: a .pdf or a .txt.")
  Path file = Path.of("");

  private volatile Optional<Valid> valid = Optional.empty();

  RecoveryKitCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    Unlock owner = owner();
    var info = vault.info();
    List<Path> folders = new ArrayList<>(List.of(info.folder()));
    vault.placedFolders().forEach(placed -> folders.add(placed.place()));
    KitFile kit = KitFile.reserve(file, folders, info.storage(), context());
    try (RecoveryKey key = replace(vault, owner, kit)) {
      tell(kit);
      if (typed()) {
        KitQuiz.ask(vault, key, context());
      }
      return 0;
    }
  }

  /// The sheet is on the disk before the old one stops working.
  private RecoveryKey replace(Vault vault, Unlock owner, KitFile kit)
      throws TidelockException, InterruptedException {
    try {
      RecoveryKey key =
          vault.newRecoveryKey(
              owner,
              made -> {
                kit.fillInPlaceOfAnother(vault, made, context());
                valid = Optional.of(new Valid(kit.file(), true));
              });
      valid = Optional.of(new Valid(kit.file(), false));
      return key;
    } catch (TidelockException e) {
      // What the engine knows of the keys after that is more than this.
      throw e.safe().phrase() == Safe.PASSPHRASE_OPENS
          ? e
          : valid.map(kits -> kits.in(e)).orElse(e);
    } catch (RuntimeException e) {
      throw valid.map(kits -> kits.in(Problems.unexpected(e))).orElseThrow(() -> e);
    } finally {
      kit.cancel();
    }
  }

  /// As long as no kit is saved nothing has changed; later somebody who stops this holds a file that opens the vault.
  @Override
  TidelockException interrupted(@Nullable Throwable cause) {
    TidelockException interrupted = super.interrupted(cause);
    return valid.map(kits -> kits.in(interrupted)).orElse(interrupted);
  }

  private void tell(KitFile kit) {
    document(Json.object().put("recoveryKit", kit.file().toString()));
    say(
        "Recovery kit: "
            + Words.shown(kit.file().toString())
            + "; the old one no longer opens this vault");
  }

  /// Which kits open the vault once the new one is saved.
  ///
  /// @param old whether the old one may, too
  private record Valid(Path file, boolean old) {
    /// The same trouble, but what the engine calls safe was so before the new kit was saved.
    TidelockException in(TidelockException trouble) {
      String saved =
          "The new recovery kit is saved and opens the vault: "
              + Words.shown(file.toString())
              + ".";
      return new TidelockException(
          trouble.code(),
          trouble.happened(),
          Said.plain(
              saved
                  + (old
                      ? " The old one may still open it, too."
                      : " It is not confirmed yet. The old one no longer opens it.")),
          Said.plain(old ? "Keep both, and make a new kit again." : "Keep it in a safe place."),
          trouble.object().orElse(null),
          trouble.getCause());
    }
  }
}
