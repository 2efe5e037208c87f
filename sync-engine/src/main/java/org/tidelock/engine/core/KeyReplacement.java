package org.tidelock.engine.core;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.NewRecoveryKey;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;

/// A new recovery key in place of the old ones, in an order in which, whenever it ends, a key that somebody has written down opens the vault: the new
/// one is listed beside the old, opens the vault from what the storage really holds, and is kept; only then are the old ones taken off the list, and
/// their slots deleted.
final class KeyReplacement {
  private static final int READS = 2;

  private final Remote remote;
  private final Effects effects;

  KeyReplacement(Remote remote, Effects effects) {
    this.remote = remote;
    this.effects = effects;
  }

  RecoveryKey replace(Unlock unlock, Vault.KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    try (OwnerSession owner = Owners.open(remote, unlock, effects)) {
      NewRecoveryKey made = owner.newRecoveryKey();
      for (VaultObject object : made.add().write()) put(object);
      opens(made.key());
      keeper.keep(made.key());
      for (VaultObject object : made.replace().write()) put(object);
      opens(made.key());
      for (String old : made.replace().delete()) remote.delete(new ObjectName(old));
      return made.key();
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// As on the day when it is needed: from the storage and the key alone.
  private void opens(RecoveryKey key) throws TidelockException, InterruptedException {
    try {
      Owners.open(remote, new Unlock.ByRecoveryKey(key), effects).close();
    } catch (TidelockException e) {
      // Nobody has typed anything wrong.
      throw e.code() == ErrorCode.AUTH ? doesNotOpen(null, e) : e;
    }
  }

  /// What the storage holds otherwise than it was sent is taken back: an altered entry would be in the way of every key.
  private void put(VaultObject object) throws TidelockException, InterruptedException {
    ObjectName name = new ObjectName(object.name());
    remote.put(name, object.bytes());
    // One answer may be wrong.
    for (int i = 0; i < READS; i++) if (reads(name, object.bytes())) return;
    remote.delete(name);
    throw doesNotOpen(name.value(), null);
  }

  private static TidelockException doesNotOpen(
      @Nullable String object, @Nullable TidelockException cause) {
    return new TidelockException(
        ErrorCode.STORAGE,
        Happened.NEW_KIT_DOES_NOT_OPEN.of(),
        Safe.OLD_KIT_OPENS.of(),
        Todo.KIT_AGAIN.of(),
        object,
        cause);
  }

  private boolean reads(ObjectName name, byte[] sent)
      throws TidelockException, InterruptedException {
    Optional<byte[]> stored = remote.find(name, Math.max(sent.length, 1));
    return stored.isPresent() && Arrays.equals(stored.get(), sent);
  }
}
