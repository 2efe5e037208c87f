package org.tidelock.engine.trust;

import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Cut;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.NewRoot;
import org.tidelock.crypto.OwnerChange;
import org.tidelock.crypto.OwnerSecret;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.Passphrase;
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
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// A new passphrase; or a new root secret with a new passphrase and a new recovery key. One entry lets the new secrets count and the old ones not any more. Before it is stored, everything
/// else is, the new secrets have opened the vault as it will be, and the new kit is kept: so whatever ends this, the old secrets open the vault, all of them, or the new ones do.
public final class SecretsChange {
  private static final Logger LOG = LoggerFactory.getLogger(SecretsChange.class);

  private final Remote remote;
  private final Identity identity;
  private final Effects effects;
  private final Argon2Params cost;

  /// @param cost of the passphrases that are set here
  public SecretsChange(Remote remote, Identity identity, Effects effects, Argon2Params cost) {
    this.remote = remote;
    this.identity = identity;
    this.effects = effects;
    this.cost = cost;
  }

  /// What else is sealed under the secrets.
  public interface Resealing {
    void under(OwnerSession owner) throws TidelockException, CryptoException;
  }

  /// A new passphrase; the recovery key stays.
  public void passphrase(Unlock unlock, Passphrase next, Resealing reseal)
      throws TidelockException, InterruptedException {
    try (OwnerSession owner = open(unlock)) {
      OwnerChange change = owner.changePassphrase(next, cost);
      prepare(owner, change, List.of(next));
      count(change);
      reseal(owner, reseal);
      delete(change);
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// All secrets, with a new epoch, for when somebody may know the old ones.
  ///
  /// @param stolen devices that are removed by the same entry, and where they are cut off
  /// @param keeper if it fails, so does this, and the old secrets still open the vault
  public RecoveryKey all(
      Unlock unlock,
      Passphrase next,
      Collection<DeviceId> stolen,
      Collection<Cut> cuts,
      Vault.KeyKeeper keeper,
      Resealing reseal)
      throws TidelockException, InterruptedException {
    requireOther(next);
    try (OwnerSession owner = open(unlock)) {
      owner.hold(identity.keys());
      NewRoot made = owner.replaceRoot(next, cost, stolen, cuts);
      boolean done = false;
      try {
        prepare(owner, made.change(), List.of(next, made.key()));
        keeper.keep(made.key());
        count(made.change());
        reseal(owner, reseal);
        done = true;
      } finally {
        if (!done) made.key().close();
      }
      delete(made.change());
      return made.key();
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  private OwnerSession open(Unlock unlock)
      throws TidelockException, CryptoException, InterruptedException {
    OwnerSession owner = Owners.openPinned(identity.header().hash(), remote, unlock, effects);
    boolean done = false;
    try {
      identity.requireCovered(owner.members());
      KeyReplacement.clearUnlisted(owner.members(), remote);
      done = true;
      return owner;
    } finally {
      if (!done) owner.close();
    }
  }

  /// Somebody may know it.
  private void requireOther(Passphrase next) throws TidelockException, InterruptedException {
    try {
      Owners.openPinned(identity.header().hash(), remote, new Unlock.ByPassphrase(next), effects)
          .close();
    } catch (TidelockException e) {
      if (e.code() == ErrorCode.AUTH) return;
      throw e;
    }
    throw new TidelockException(
        ErrorCode.USAGE,
        Happened.SAME_PASSPHRASE.of(),
        Safe.NOTHING_CHANGED.of(),
        Todo.OTHER_PASSPHRASE.of());
  }

  /// All but the entry.
  private void prepare(OwnerSession owner, OwnerChange change, List<OwnerSecret> secrets)
      throws TidelockException, CryptoException, InterruptedException {
    try {
      SureStore sure = new SureStore(remote, effects.clock());
      for (VaultObject object : change.write().subList(0, change.write().size() - 1))
        if (sure.put(object) != SureStore.Outcome.STORED)
          throw notStored(object, Safe.OLD_SECRETS_OPEN);
      for (OwnerSecret secret : secrets)
        Owners.tryOut(owner.header(), secret, change.write().getLast(), remote, effects);
    } catch (TidelockException e) {
      throw e.withSafe(Safe.OLD_SECRETS_OPEN.of());
    }
  }

  private void count(OwnerChange change) throws TidelockException, InterruptedException {
    VaultObject entry = change.write().getLast();
    SureStore.Outcome outcome;
    try {
      outcome = new SureStore(remote, effects.clock()).put(entry);
    } catch (TidelockException e) {
      throw e.withSafe(Safe.EITHER_SECRETS_OPEN.of());
    }
    if (outcome != SureStore.Outcome.STORED) throw notStored(entry, Safe.EITHER_SECRETS_OPEN);
  }

  /// From here on the new secrets open the vault, whatever becomes of the profile.
  private static void reseal(OwnerSession owner, Resealing task) throws TidelockException {
    try {
      task.under(owner);
    } catch (TidelockException e) {
      throw e.withSafe(Safe.NEW_SECRETS_OPEN.of());
    } catch (CryptoException e) {
      throw Troubles.of(e, null).withSafe(Safe.NEW_SECRETS_OPEN.of());
    }
  }

  /// They count no more, wherever they are; a slot that stays is only one more that is looked at.
  private void delete(OwnerChange change) throws InterruptedException {
    try {
      for (String old : change.delete()) remote.delete(new ObjectName(old));
    } catch (TidelockException e) {
      LOG.info("slots that do not count any more stay in the storage", e);
    }
  }

  private static TidelockException notStored(VaultObject object, Safe safe) {
    return new TidelockException(
        ErrorCode.STORAGE,
        Happened.NOT_STORED_AS_SENT.of(object.name()),
        safe.of(),
        Todo.SECRETS_AGAIN.of(),
        object.name(),
        null);
  }
}
