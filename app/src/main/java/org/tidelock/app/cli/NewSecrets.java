package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// A vault's new passphrase and, where both are replaced, its new recovery kit: chosen and reserved before anything changes.
///
/// @param options of the command line
record NewSecrets(OwnerCommand command, NewPassphrase options) {
  interface Use<T> {
    T with(Passphrase passphrase) throws TidelockException, InterruptedException;
  }

  /// Asks for it, and forgets it afterwards.
  <T> T passphrase(Vault vault, Use<T> use) throws TidelockException, InterruptedException {
    var info = vault.info();
    char[] chosen = command.secrets().chosenAnew(options.file);
    try {
      options.refuseGuessable(
          chosen, List.of(info.name(), info.device(), System.getProperty("user.name", "")));
      try (Passphrase passphrase = Secrets.wrap(chosen)) {
        return use.with(passphrase);
      }
    } finally {
      Arrays.fill(chosen, '\0');
    }
  }

  /// @param stolen the id of a device that is removed with it
  /// @return where the new kit is
  Path all(Vault vault, Path file, Optional<String> stolen)
      throws TidelockException, InterruptedException {
    var info = vault.info();
    List<Path> folders = new ArrayList<>(List.of(info.folder()));
    vault.placedFolders().forEach(placed -> folders.add(placed.place()));
    KitFile kit = KitFile.reserve(file, folders, info.storage(), command.context());
    try (RecoveryKey key =
        passphrase(
            vault,
            next ->
                vault.replaceSecrets(
                    command.owner(),
                    next,
                    stolen,
                    made -> kit.fillInPlaceOfAnother(vault, made, command.context())))) {
      if (command.typed()) {
        KitQuiz.ask(vault, key, command.context());
      }
      return kit.file();
    } finally {
      kit.cancel();
    }
  }
}
