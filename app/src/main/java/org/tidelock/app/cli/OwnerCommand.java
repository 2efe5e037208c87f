package org.tidelock.app.cli;

import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;

/// A command that only the vault's owner may give: the passphrase, or the recovery key, is wanted even where the profile is kept unlocked. Nobody can be asked through
/// another process.
abstract class OwnerCommand extends VaultCommand {
  private Optional<Unlock> unlock = Optional.empty();
  private boolean typed;

  OwnerCommand(Context context) {
    super(context);
  }

  /// What this command line wants is the owner's business; else it is one like all others.
  boolean isOwners() {
    return true;
  }

  @Override
  boolean canBeHandedOver() {
    return !isOwners();
  }

  /// Asks once; the answer also opens the profile, unless that has another passphrase.
  @Override
  final int runHere() throws TidelockException, InterruptedException {
    if (!isOwners()) {
      return super.runHere();
    }
    Secrets secrets = secrets();
    try (Unlock given = secrets.unlock()) {
      unlock = Optional.of(given);
      typed = secrets.typed();
      try (Vault vault = open(given, secrets)) {
        return checkedRun(vault);
      }
    }
  }

  /// Where the vault's passphrase was changed on another device, a profile that asks for one still has that from before.
  private Vault open(Unlock given, Secrets secrets) throws TidelockException, InterruptedException {
    try {
      return open(Optional.of(given));
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.AUTH || !(given instanceof Unlock.ByPassphrase)) throw e;
      try (Unlock own = secrets.ofProfile().orElseThrow(() -> e)) {
        return open(Optional.of(own));
      }
    }
  }

  /// What the owner has given.
  final Unlock owner() throws TidelockException {
    return unlock.isPresent() ? unlock.get() : secrets().unlock();
  }

  /// Whether somebody was asked: then there is a person who may be asked more.
  final boolean typed() {
    return typed;
  }
}
