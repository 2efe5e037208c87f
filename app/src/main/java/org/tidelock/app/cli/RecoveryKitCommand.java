package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Makes a new recovery kit; the old one stops working. Asks for the passphrase even where the profile is kept unlocked.")
final class RecoveryKitCommand extends VaultCommand {
  @Parameters(paramLabel = "FILE", description = "Where to: a .pdf or a .txt.")
  Path file = Path.of("");

  private Optional<Unlock> unlock = Optional.empty();
  private boolean typed;

  RecoveryKitCommand(Context context) {
    super(context);
  }

  @Override
  boolean canBeHandedOver() {
    return false;
  }

  /// Asks once; the answer also opens the profile.
  @Override
  int runHere() throws TidelockException, InterruptedException {
    Secrets secrets = secrets();
    unlock = Optional.of(secrets.unlock());
    typed = secrets.typed();
    try (Vault vault = open(unlock)) {
      return checkedRun(vault);
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    Unlock owner = unlock.isPresent() ? unlock.get() : secrets().unlock();
    KitFile kit = KitFile.reserve(file, vault.info().folder(), context());
    RecoveryKey key;
    try {
      // The sheet is on the disk before the old one stops working.
      key = vault.newRecoveryKey(owner, made -> kit.fillInPlaceOfAnother(vault, made, context()));
    } finally {
      kit.cancel();
    }
    document(Json.object().put("recoveryKit", kit.file().toString()));
    say(
        "Recovery kit: "
            + Words.shown(kit.file().toString())
            + "; the old one no longer opens this vault");
    if (typed) {
      KitQuiz.ask(vault, key, context());
    }
    return 0;
  }
}
