package org.tidelock.engine.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SlotEntry;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// Compares, from time to time, what the storage lists of the members, the slots and this device's envelopes with what is kept here. A device needs none
/// of them to go on, so no other step would notice that they are gone or that somebody has joined in silence; but nobody could join any more, and
/// a rebuilt profile could not be opened. Three requests when all is well, and at first those for copies of what only an owner reads ([OwnerCopies]). Names and lengths only, but where it
/// costs nothing the bytes, too; elsewhere the daily look at the storage reads them, and each verification.
public final class Foundations {
  private static final Logger LOG = LoggerFactory.getLogger(Foundations.class);
  private static final Duration INTERVAL = Duration.ofHours(6);

  /// In this order: who replaces a slot writes the new one, then the entry, and deletes the old one last. So the entries that are listed last explain
  /// each slot that is gone.
  private static final List<String> FOLDERS = List.of("slots", "envelopes", "members");

  private final MetaTable meta;
  private final Remote remote;
  private final Identity identity;
  private final KeptVault kept;
  private final Effects effects;
  private Optional<Instant> sound = Optional.empty();

  public Foundations(
      MetaTable meta, Remote remote, Identity identity, KeptVault kept, Effects effects) {
    this.meta = meta;
    this.remote = remote;
    this.identity = identity;
    this.kept = kept;
    this.effects = effects;
  }

  /// Looks if it is time: at first, every few hours, and until what was wrong is put right.
  ///
  /// @return the first that is not as it should be: to be told, though nothing that was synced rests on it
  public Optional<TidelockException> unsound() throws TidelockException, InterruptedException {
    Instant now = effects.clock().instant();
    if (sound.filter(last -> isRecent(last, now)).isPresent()) return Optional.empty();
    try {
      compare();
      sound = Optional.of(now);
      return Optional.empty();
    } catch (TidelockException trouble) {
      if (trouble.code().exitCode() < 20) throw trouble;
      return Optional.of(told(trouble));
    }
  }

  /// A clock that was set back makes it due, too.
  private static boolean isRecent(Instant last, Instant now) {
    return !now.isBefore(last) && now.isBefore(last.plus(INTERVAL));
  }

  private static TidelockException told(TidelockException e) {
    return e.withSafe(Safe.VERIFIED_IS_KEPT.of());
  }

  private void compare() throws TidelockException, InterruptedException {
    Map<ObjectName, Long> listed = new HashMap<>();
    for (String folder : FOLDERS)
      for (ObjectInfo info : remote.list(folder)) listed.put(info.name(), info.size());
    boolean reads = remote.readsAreCheap();
    members(listed, reads);
    deleteSlots(listed.keySet());
    for (SlotEntry slot : identity.members().slots()) compareSlot(slot, listed, reads);
    for (VaultObject o : KeptVault.envelopes(meta)) {
      ObjectName name = new ObjectName(o.name());
      check(name, o.bytes().length, ObjectType.ENVELOPE, listed);
      if (reads) compare(name, Hash256.sha256(o.bytes()), o.bytes().length);
    }
    new Giving(identity, remote).run();
    new OwnerCopies(meta, identity).complete(remote);
  }

  /// One that another device replaces at this moment may be gone since it was listed.
  private void compareSlot(SlotEntry slot, Map<ObjectName, Long> listed, boolean reads)
      throws TidelockException, InterruptedException {
    ObjectName name = new ObjectName(slot.name());
    try {
      check(name, SlotEntry.BYTES, ObjectType.SLOT, listed);
      if (reads) compare(name, slot.hash(), SlotEntry.BYTES);
    } catch (TidelockException e) {
      kept.refreshIfNew();
      if (identity.members().slots().contains(slot)) throw e;
    }
  }

  /// Slots that do not count any more are deleted when another takes their place; one that was missed still opens its secret for whoever knows it.
  private void deleteSlots(Set<ObjectName> listed) throws InterruptedException {
    for (String old : identity.members().removedSlots()) {
      ObjectName name = new ObjectName(old);
      if (!listed.contains(name)) continue;
      try {
        remote.delete(name);
      } catch (TidelockException e) {
        LOG.info("{} does not count any more, and stays in the storage", name, e);
      }
    }
  }

  /// Entries are never taken away: what was seen once is a floor.
  private void members(Map<ObjectName, Long> listed, boolean reads)
      throws TidelockException, InterruptedException {
    Set<ObjectName> known = new HashSet<>();
    for (VaultObject entry : identity.members().objects()) {
      ObjectName name = new ObjectName(entry.name());
      known.add(name);
      long length = length(name, listed).orElseThrow(() -> Troubles.rollback(name.value()));
      if (reads || length != entry.bytes().length) compareMember(name, entry.bytes());
    }
    if (listed.keySet().stream().anyMatch(n -> isNew(n, known))) kept.refresh();
  }

  /// An entry, or an envelope with a key that another device has given to this one.
  private boolean isNew(ObjectName name, Set<ObjectName> known) {
    if (isMember(name)) return !known.contains(name);
    return name.value().endsWith("-" + identity.device().id())
        && KeptVault.envelopes(meta).stream().noneMatch(o -> o.name().equals(name.value()));
  }

  private static boolean isMember(ObjectName name) {
    return Identity.MEMBER.matcher(name.value()).matches();
  }

  private void compareMember(ObjectName name, byte[] bytes)
      throws TidelockException, InterruptedException {
    byte[] stored =
        remote
            .find(name, ObjectType.MEMBER.maxBytes())
            .orElseThrow(() -> Troubles.rollback(name.value()));
    if (!Arrays.equals(stored, bytes))
      throw altered(ErrorCode.INTEGRITY, name, Happened.NOT_WHAT_ITS_NAME_SAYS.of(name));
  }

  private void compare(ObjectName name, Hash256 expected, int length)
      throws TidelockException, InterruptedException {
    byte[] stored = remote.find(name, length).orElseThrow(() -> Troubles.missing(name.value()));
    if (!Hash256.sha256(stored).equals(expected))
      throw altered(ErrorCode.INTEGRITY, name, Happened.OTHER_BYTES.of(name));
  }

  private void check(ObjectName name, int length, ObjectType type, Map<ObjectName, Long> listed)
      throws TidelockException, InterruptedException {
    long found = length(name, listed).orElseThrow(() -> Troubles.missing(name.value()));
    if (found > type.maxBytes())
      throw altered(ErrorCode.LIMIT, name, Happened.LARGER_THAN_ANY.of(name));
    if (found != length)
      throw altered(ErrorCode.INTEGRITY, name, Happened.WRONG_LENGTH.of(name, found, length));
  }

  /// As listed, or else as the storage says when it is asked for this object: a listing may lag behind.
  private Optional<Long> length(ObjectName name, Map<ObjectName, Long> listed)
      throws TidelockException, InterruptedException {
    Optional<Long> length = Optional.ofNullable(listed.get(name));
    return length.isPresent() ? length : remote.length(name);
  }

  private static TidelockException altered(ErrorCode code, ObjectName name, Said happened) {
    return new TidelockException(
        code, happened, Safe.VERIFIED_IS_KEPT.of(), Todo.PUT_OBJECT_BACK.of(), name.value(), null);
  }
}
