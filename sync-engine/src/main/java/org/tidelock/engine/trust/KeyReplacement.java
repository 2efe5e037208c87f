package org.tidelock.engine.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.NewRecoveryKey;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.crypto.SlotEntry;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// A new recovery key in place of the old ones, in an order in which, whenever it ends, a key that somebody has written down opens the vault: the new
/// one is listed beside the old, opens the vault from what the storage really holds, and is kept; only then are the old ones taken off the list, and
/// their slots deleted. One that could not be kept is taken off the list again.
public final class KeyReplacement {
  private static final Logger LOG = LoggerFactory.getLogger(KeyReplacement.class);

  /// A vault has a slot for the passphrase and one for each recovery key that counts. More than these many are left over from tries that were cut off.
  private static final int MANY_SLOTS = 16;

  private final Remote remote;
  private final Effects effects;
  private final SureStore sure;

  public KeyReplacement(Remote remote, Effects effects) {
    this.remote = remote;
    this.effects = effects;
    this.sure = new SureStore(remote, effects.clock());
  }

  public RecoveryKey replace(Unlock unlock, Vault.KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    try (OwnerSession owner = Owners.open(remote, unlock, effects)) {
      clearUnlisted(owner.members(), remote);
      NewRecoveryKey made = owner.newRecoveryKey();
      offer(made, keeper);
      for (VaultObject object : made.replace().write())
        if (!store(object, Safe.NEW_KIT_OPENS))
          throw doesNotOpen(object.name(), Safe.NEW_KIT_OPENS, null);
      opens(made.key(), Safe.PASSPHRASE_OPENS);
      for (String old : made.replace().delete()) remote.delete(new ObjectName(old));
      return made.key();
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// So many would in the end be in the way of every key (LIMIT).
  static void clearUnlisted(Members members, Remote remote)
      throws TidelockException, InterruptedException {
    List<ObjectInfo> slots = remote.list("slots");
    if (slots.size() <= MANY_SLOTS) return;
    Set<String> listed = new HashSet<>();
    for (SlotEntry slot : members.slots()) listed.add(slot.name());
    for (ObjectInfo slot : slots)
      if (!listed.contains(slot.name().value())) remote.delete(slot.name());
  }

  /// Returns when the new key is listed, opens the vault and is kept. Else it is wiped, and taken back as far as the storage allows.
  private void offer(NewRecoveryKey made, Vault.KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    Candidate candidate = new Candidate(made);
    try {
      candidate.list();
      opens(made.key(), Safe.OLD_KIT_OPENS);
      keeper.keep(made.key());
    } catch (TidelockException | InterruptedException | RuntimeException e) {
      made.key().close();
      candidate.takeBack();
      throw e;
    }
  }

  /// A new slot and the entry that lists it, which come and go in an order in which nothing is listed that is not there.
  private final class Candidate {
    private final NewRecoveryKey made;
    private boolean isStored;
    private boolean isListed;

    Candidate(NewRecoveryKey made) {
      this.made = made;
    }

    void list() throws TidelockException, InterruptedException {
      VaultObject slot = made.add().write().getFirst();
      if (!store(slot, Safe.OLD_KIT_OPENS))
        throw doesNotOpen(slot.name(), Safe.OLD_KIT_OPENS, null);
      VaultObject entry = made.add().write().getLast();
      // If this throws nobody knows whether the storage has the entry: then nothing may be taken
      // back.
      isListed = store(entry, Safe.OLD_KIT_OPENS);
      isStored = true;
      if (!isListed) throw doesNotOpen(entry.name(), Safe.OLD_KIT_OPENS, null);
    }

    void takeBack() {
      if (!isStored) return;
      try {
        if (isListed && !store(made.withdraw().write().getLast(), Safe.OLD_KIT_OPENS)) return;
        for (String slot : made.withdraw().delete()) remote.delete(new ObjectName(slot));
      } catch (TidelockException e) {
        LOG.info("a recovery key that nobody has stays listed until the next one is made", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// As on the day when it is needed: from the storage and the key alone.
  ///
  /// @param otherwise what opens the vault if this does not
  private void opens(RecoveryKey key, Safe otherwise)
      throws TidelockException, InterruptedException {
    try {
      Owners.open(remote, new Unlock.ByRecoveryKey(key), effects).close();
    } catch (TidelockException e) {
      // Nobody has typed anything wrong.
      throw e.code() == ErrorCode.AUTH ? doesNotOpen(null, otherwise, e) : e;
    }
  }

  /// @param hidden what is true if it may be stored, but is not shown
  private boolean store(VaultObject object, Safe hidden)
      throws TidelockException, InterruptedException {
    return switch (sure.put(object)) {
      case STORED -> true;
      case TAKEN_BACK -> {
        if (Identity.MEMBER.matcher(object.name()).matches())
          throw doesNotOpen(object.name(), hidden, null);
        yield false;
      }
      case HIDDEN -> throw doesNotOpen(object.name(), hidden, null);
    };
  }

  private static TidelockException doesNotOpen(
      @Nullable String object, Safe safe, @Nullable TidelockException cause) {
    return new TidelockException(
        ErrorCode.STORAGE,
        Happened.NEW_KIT_DOES_NOT_OPEN.of(),
        safe.of(),
        Todo.KIT_AGAIN.of(),
        object,
        cause);
  }
}
