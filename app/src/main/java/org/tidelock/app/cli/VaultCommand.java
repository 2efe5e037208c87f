package org.tidelock.app.cli;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.OptionalInt;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.app.desktop.InstanceMessage;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.Vaults.ProfileState;
import picocli.CommandLine.Mixin;

/// A command on the profile's vault. Where another process has the profile open, it answers what it can ([#canBeHandedOver]), and the rest
/// is refused: a profile is opened by one process at a time.
abstract class VaultCommand extends Command {
  @Mixin final PassphraseOptions passphrase = new PassphraseOptions();

  VaultCommand(Context context) {
    super(context);
  }

  abstract int run(Vault vault) throws TidelockException, InterruptedException;

  /// Whether a running process of the profile may do this for us.
  boolean canBeHandedOver() {
    return true;
  }

  /// Whether what a running process has said is all that is to be said; else this one goes on by itself.
  boolean isAnswer(InstanceMessage.Reply reply) {
    return true;
  }

  /// Refuses wrong use before anything is opened or asked.
  void check() throws TidelockException {}

  /// Does what needs no profile.
  ///
  /// @return with which exit code, or nothing if a profile is needed
  OptionalInt runWithoutProfile() throws TidelockException, InterruptedException {
    return OptionalInt.empty();
  }

  @Override
  final int run() throws TidelockException, InterruptedException {
    check();
    OptionalInt done = runWithoutProfile();
    if (done.isPresent()) {
      return done.getAsInt();
    }
    if (canBeHandedOver()) {
      Optional<InstanceMessage.Reply> reply = handOver();
      if (reply.filter(this::isAnswer).isPresent()) {
        context().terminal().out().print(reply.get().out());
        context().terminal().err().print(reply.get().err());
        return reply.get().exit();
      }
    } else if (InstanceClient.isRunning(home())) {
      throw running();
    }
    return runHere();
  }

  static TidelockException running() {
    return new TidelockException(
        ErrorCode.ALREADY_RUNNING,
        "Tidelock is running with this profile, and this command needs it for itself.",
        "Nothing was changed.",
        "Quit it (the window, or tidelock watch), then run this command again.");
  }

  static TidelockException notSetUp() {
    return new TidelockException(
        ErrorCode.NOT_SET_UP,
        "There is no vault in this profile yet.",
        "Nothing was changed.",
        "Set one up with tidelock create or tidelock join, or choose the profile with --home.");
  }

  /// Without another process.
  int runHere() throws TidelockException, InterruptedException {
    try (Vault vault = open(Optional.empty())) {
      return checkedRun(vault);
    }
  }

  final int checkedRun(Vault vault) throws TidelockException, InterruptedException {
    String name = vault.info().name();
    if (common.vault.filter(wanted -> !wanted.equals(name)).isPresent()) {
      throw new TidelockException(
          ErrorCode.NOT_SET_UP,
          "This profile has no vault named " + Words.shown(common.vault.get()) + ".",
          "Nothing was changed.",
          "It has "
              + Words.shown(name)
              + "; leave --vault out, or choose the profile with --home.");
    }
    return run(vault);
  }

  /// Opens the profile; asks for the passphrase only if it is needed and `unlock` is not given.
  final Vault open(Optional<Unlock> unlock) throws TidelockException, InterruptedException {
    Vaults vaults = context().vaults().get();
    ProfileState state = vaults.state(home());
    if (state == ProfileState.EMPTY) {
      throw notSetUp();
    }
    StorageAccess access = access(vaults);
    vaults = access.isNone() ? vaults : vaults.with(access);
    return state == ProfileState.LOCKED && unlock.isEmpty()
        ? unlock(vaults)
        : vaults.open(home(), unlock);
  }

  /// What is given anew to reach the storage. The recovery kit opens the profile from there, so that it cannot have it from the profile.
  StorageAccess access(Vaults vaults) throws TidelockException, InterruptedException {
    StorageNeeds needs = vaults.needs(home());
    if (needs == StorageNeeds.SIGN_IN) {
      return passphrase.byRecoveryKey()
          ? SigningIn.atTerminal(context()).to(vaults.storage(home()), vaults)
          : StorageAccess.NONE;
    }
    StorageSecrets secrets = StorageSecrets.of(context());
    return passphrase.byRecoveryKey() ? secrets.needed(needs) : secrets.given(needs);
  }

  private Vault unlock(Vaults vaults) throws TidelockException, InterruptedException {
    Secrets secrets = secrets();
    try (Unlock given = secrets.unlock()) {
      Vault vault = vaults.open(home(), Optional.of(given));
      if (given instanceof Unlock.ByRecoveryKey && secrets.typed()) {
        tellOfKit();
      }
      return vault;
    }
  }

  /// Whoever types the words has forgotten the passphrase.
  private void tellOfKit() {
    if (!common.quiet && !common.json) {
      context()
          .terminal()
          .err()
          .println(
              "Unlocked with the recovery kit. If the passphrase is forgotten, set a new one: tidelock passphrase change --recovery-key");
    }
  }

  final Secrets secrets() {
    return new Secrets(context(), passphrase);
  }

  final Optional<InstanceMessage.Reply> handOver() throws TidelockException, InterruptedException {
    try (ProgressLine line = ProgressLine.of(this)) {
      return InstanceClient.ask(
          home(),
          new InstanceMessage.Request(
              arguments(), context().directory().toString(), line.isShown()),
          line::show);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException();
    } catch (IOException e) {
      throw new TidelockException(
          ErrorCode.ALREADY_RUNNING,
          "Tidelock is running with this profile but ended before it answered.",
          "Your files are as it left them, and the next run carries on.",
          "Run the command again.",
          null,
          e);
    }
  }
}
