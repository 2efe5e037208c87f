package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Changes the passphrase; the recovery kit stays. With --rotate, for when somebody may know it: the recovery kit and the vault's own key are replaced, too.")
final class PassphraseCommand extends OwnerCommand {
  enum Action {
    CHANGE
  }

  @Parameters(index = "0", paramLabel = "change", description = "What to do with it.")
  Action action = Action.CHANGE;

  @Option(
      names = "--rotate",
      description = "Replace the recovery kit and the vault's own key, too.")
  boolean rotate;

  @Option(
      names = "--recovery-kit",
      paramLabel = "FILE",
      description = "With --rotate: where the new kit goes, a .pdf or a .txt.")
  Optional<Path> recoveryKit = Optional.empty();

  @Mixin final NewPassphrase newPassphrase = new NewPassphrase();

  PassphraseCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (rotate != recoveryKit.isPresent()) {
      throw Problems.usage(
          "--rotate and --recovery-kit go together: the old kit opens nothing any more.",
          "See tidelock help passphrase.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    NewSecrets secrets = new NewSecrets(this, newPassphrase);
    if (rotate) {
      Path kit = secrets.all(vault, recoveryKit.orElseThrow(), Optional.empty());
      document(Json.object().put("changed", true).put("recoveryKit", kit.toString()));
      print("The vault has a new passphrase, a new recovery kit and a new key of its own");
      print("Recovery kit: " + Words.shown(kit.toString()));
      say("The old passphrase and the old kit open nothing that is written from now on.");
      return 0;
    }
    secrets.passphrase(
        vault,
        next -> {
          vault.changePassphrase(owner(), next);
          return true;
        });
    document(Json.object().put("changed", true).put("recoveryKit", Optional.<String>empty()));
    print("The vault has a new passphrase");
    say("The recovery kit opens the vault as before.");
    say(
        "Whoever has a copy of the storage from before, and the old passphrase, can still open that copy; tidelock passphrase change --rotate shuts them out of what is written from then on.");
    return 0;
  }
}
