package org.tidelock.app.cli;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.JoinRequest.VaultPreview;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Makes this profile a device of an existing vault. Shows its devices and fingerprint first, or with --pair a code that a device of the vault is told.")
final class JoinCommand extends Command {
  @Mixin final SetUpOptions setUp = new SetUpOptions();
  @Mixin final PassphraseOptions passphrase = new PassphraseOptions();

  @Option(names = "--yes", description = "The devices and the fingerprint are right; do not ask.")
  boolean yes;

  @Option(
      names = "--pair",
      description =
          "Show a code, which is typed on a device of the vault (devices add); the vault's passphrase is not needed here. Where the profile is not kept unlocked, it gets a passphrase of its own.")
  boolean pair;

  @Mixin final NewPassphrase newPassphrase = new NewPassphrase();

  JoinCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws TidelockException, InterruptedException {
    if (pair && passphrase.byRecoveryKey()) {
      throw Problems.usage(
          "--pair takes no recovery key: another device lets this one in.",
          "Leave one of the two out.");
    }
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
    try (Vault vault = pair ? pair(vaults) : join(vaults)) {
      report(vault, cautions);
    }
    return 0;
  }

  private Vault join(Vaults vaults) throws TidelockException, InterruptedException {
    try (Unlock given = new Secrets(context(), passphrase).unlock();
        ProgressLine progress = ProgressLine.of(this)) {
      return vaults.join(request(given), progress);
    }
  }

  private Vault pair(Vaults vaults) throws TidelockException, InterruptedException {
    if (setUp.keepUnlocked != KeepUnlocked.NO) {
      return pair(vaults, Optional.empty());
    }
    if (context().terminal().canAsk()) {
      context().terminal().err().println("This device gets a passphrase of its own.");
    }
    char[] chosen = new Secrets(context(), passphrase).chosen(newPassphrase.file);
    try {
      newPassphrase.refuseGuessable(
          chosen, List.of(setUp.deviceName(context()), System.getProperty("user.name", "")));
      try (Passphrase own = Secrets.wrap(chosen)) {
        return pair(vaults, Optional.of(own));
      }
    } finally {
      Arrays.fill(chosen, '\0');
    }
  }

  private Vault pair(Vaults vaults, Optional<Passphrase> own)
      throws TidelockException, InterruptedException {
    try (ProgressLine progress = ProgressLine.of(this)) {
      return vaults.pair(pairRequest(own), progress);
    }
  }

  private PairRequest pairRequest(Optional<Passphrase> own) {
    return new PairRequest(
        home(),
        setUp.storage,
        setUp.folder(context()),
        setUp.deviceName(context()),
        setUp.keepUnlocked,
        own,
        new OnTerminal());
  }

  private final class OnTerminal implements PairRequest.Screen {
    @Override
    public void show(String code, List<String> words, Instant until) {
      JoinCommand.this.show(code, words, until);
    }

    @Override
    public boolean isRight(List<String> words) {
      return yes
          || Words.isYes(
              context()
                  .terminal()
                  .ask(
                      "A device lets this one in. Did yours show these words, and does it say that it has added this one? [y/N] "));
    }

    @Override
    public void letInMeanwhile() {
      context()
          .terminal()
          .err()
          .println(
              "A device has let this one in at that moment. If it says that it has added this one, the vault lists "
                  + Words.shown(setUp.deviceName(context()))
                  + ", which will never come: remove it there with tidelock devices remove.");
    }
  }

  /// Also where little is to be said: without it nothing goes on.
  private void show(String code, List<String> words, Instant until) {
    var err = context().terminal().err();
    err.println(
        "On a device of the vault: tidelock devices add, or Devices, Add a device, in its window.");
    err.println("Code: " + code + ", until " + Words.time(until, context().clock().getZone()));
    err.println("It shows these words, too: " + String.join(" ", words));
    err.println("If it shows others, or finds nobody, say no, and begin again here.");
    err.flush();
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
    return Words.isYes(
        context()
            .terminal()
            .ask("Are these your devices, and does another one show this fingerprint? [y/N] "));
  }

  private void report(Vault vault, FolderCautions cautions) {
    NewDevice device = NewDevice.of(vault, setUp, cautions);
    document(device.json().list("devices", vault.devices(), DevicesCommand::json));
    device.lines("Joined", this::say);
  }
}
