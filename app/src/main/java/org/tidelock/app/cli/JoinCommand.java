package org.tidelock.app.cli;

import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.JoinRequest.VaultPreview;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Makes this profile a device of an existing vault. Shows its devices and fingerprint first.")
final class JoinCommand extends Command {
  @Mixin final SetUpOptions setUp = new SetUpOptions();
  @Mixin final PassphraseOptions passphrase = new PassphraseOptions();

  @Option(names = "--yes", description = "The devices and the fingerprint are right; do not ask.")
  boolean yes;

  @Option(
      names = "--allow-weak-passphrase",
      description =
          "Changes nothing, as the passphrase is the vault's: so that scripts can create and join alike.")
  boolean allowWeak;

  JoinCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws TidelockException, InterruptedException {
    if (!yes && !context().terminal().canAsk()) {
      throw Problems.usage(
          "Someone must say whether the vault's devices are right, and there is nobody to ask.",
          "Run it at a terminal, or answer with --yes.");
    }
    if (passphrase.byRecoveryKey() && setUp.keepUnlocked == KeepUnlocked.NO) {
      throw Problems.usage(
          "A device that joins by recovery key has no passphrase to seal its own key under.",
          "Add --keep-unlocked=file.");
    }
    Vaults vaults = context().vaults().get();
    EmptyProfile.require(vaults, home());
    vaults = setUp.server.reaching(setUp.storage, vaults, context());
    FolderCautions cautions = setUp.cautions(vaults, this);
    try (Unlock given = new Secrets(context(), passphrase).unlock();
        Vault vault = vaults.join(request(given))) {
      report(vault, cautions);
    }
    return 0;
  }

  private JoinRequest request(Unlock given) {
    return new JoinRequest(
        home(),
        setUp.storage,
        setUp.folder(context()),
        setUp.deviceName(context()),
        given,
        setUp.keepUnlocked,
        this::isRight);
  }

  private boolean isRight(VaultPreview preview) {
    if (yes) {
      return true;
    }
    var err = context().terminal().err();
    err.println("Fingerprint: " + preview.fingerprint());
    err.println("Devices of this vault:");
    preview.devices().forEach(device -> err.println("  " + DevicesCommand.line(device, context())));
    String answer =
        context()
            .terminal()
            .ask("Are these your devices, and does another one show this fingerprint? [y/N] ");
    return answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
  }

  private void report(Vault vault, FolderCautions cautions) {
    NewDevice device = NewDevice.of(vault, setUp, cautions);
    document(device.json().list("devices", vault.devices(), DevicesCommand::json));
    device.lines("Joined", this::say);
  }
}
