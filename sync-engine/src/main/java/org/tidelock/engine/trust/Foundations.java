package org.tidelock.engine.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
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

/// Compares, from time to time, the header and what the storage lists of the members, the slots and this device's envelopes with what is kept here. A device needs none
/// of them to go on, so no other step would notice that they are gone or that somebody has joined in silence; but nobody could join any more, and
/// a rebuilt profile could not be opened. Names and lengths only, but where it costs nothing the bytes, too; elsewhere the daily look at the storage reads them, and each verification.
///
/// All of it is looked at every six hours, whoever does so, and by each process before it sends anything, and while something is not as it should be. A process that finds nothing to do within these hours
/// looks at the members and at one of the others, which three processes do in turn: two requests (decision 0165). At first there are those for copies of what only an owner reads ([OwnerCopies]), too.
public final class Foundations {
  private static final Logger LOG = LoggerFactory.getLogger(Foundations.class);
  private static final Duration INTERVAL = Duration.ofHours(6);

  /// When all of it was last as it should be, in seconds.
  private static final String SOUND = "foundations-sound";

  /// How many processes have looked at a part.
  private static final String TURNS = "foundations-turns";

  /// What is looked at beside the members.
  private enum Part {
    HEADER,
    SLOTS,
    ENVELOPES
  }

  private final MetaTable meta;
  private final Remote remote;
  private final Identity identity;
  private final KeptVault kept;
  private final Effects effects;

  /// By this process.
  private final Set<Part> seen = EnumSet.noneOf(Part.class);

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
  /// @throws TidelockException also if the header is another one, or gone: it is not this vault then
  public Optional<TidelockException> unsound() throws TidelockException, InterruptedException {
    if (!isSound() || seen.isEmpty() && remote.readsAreCheap())
      return look(EnumSet.allOf(Part.class), true);
    return seen.isEmpty() ? look(EnumSet.of(next()), true) : Optional.empty();
  }

  /// What this process has not looked at yet: before it sends something.
  public Optional<TidelockException> rest() throws TidelockException, InterruptedException {
    Set<Part> rest = EnumSet.complementOf(EnumSet.copyOf(seen));
    return rest.isEmpty() ? Optional.empty() : look(rest, false);
  }

  private Part next() {
    long turns = meta.number(TURNS).orElse(0L);
    meta.putNumber(TURNS, turns + 1);
    return Part.values()[(int) (turns % Part.values().length)];
  }

  /// All of it, not long ago. A clock that was set back makes it due, too.
  private boolean isSound() {
    Instant now = effects.clock().instant();
    return meta.number(SOUND)
        .map(Instant::ofEpochSecond)
        .filter(last -> !now.isBefore(last) && now.isBefore(last.plus(INTERVAL)))
        .isPresent();
  }

  private Optional<TidelockException> look(Set<Part> parts, boolean members)
      throws TidelockException, InterruptedException {
    Instant now = effects.clock().instant();
    if (parts.contains(Part.HEADER)) requireHeader();
    Optional<TidelockException> found = compared(parts, members);
    seen.addAll(parts);
    if (found.isPresent()) meta.remove(SOUND);
    else if (parts.size() == Part.values().length) meta.putNumber(SOUND, now.getEpochSecond());
    return found;
  }

  /// @throws TidelockException if the storage does not answer: nothing was seen then
  private Optional<TidelockException> compared(Set<Part> parts, boolean members)
      throws TidelockException, InterruptedException {
    try {
      compare(parts, members);
      return Optional.empty();
    } catch (TidelockException trouble) {
      if (!isOfTheVault(trouble)) throw trouble;
      return Optional.of(told(trouble));
    }
  }

  private void requireHeader() throws TidelockException, InterruptedException {
    try {
      kept.requireHeader();
    } catch (TidelockException trouble) {
      if (isOfTheVault(trouble)) meta.remove(SOUND);
      throw trouble;
    }
  }

  /// Not of the way to it.
  private static boolean isOfTheVault(TidelockException trouble) {
    return trouble.code().exitCode() >= 20;
  }

  private static TidelockException told(TidelockException e) {
    return e.withSafe(Safe.VERIFIED_IS_KEPT.of());
  }

  /// Who replaces a slot writes the new one, then the entry, and deletes the old one last: so the entries, which are listed last, explain each slot that is gone.
  private void compare(Set<Part> parts, boolean members)
      throws TidelockException, InterruptedException {
    Map<ObjectName, Long> listed = new HashMap<>();
    if (parts.contains(Part.SLOTS)) list("slots", listed);
    if (parts.contains(Part.ENVELOPES)) list("envelopes", listed);
    if (members) list("members", listed);
    boolean reads = remote.readsAreCheap();
    if (members) members(listed, reads);
    if (parts.contains(Part.SLOTS)) {
      deleteSlots(listed.keySet());
      for (SlotEntry slot : identity.members().slots()) compareSlot(slot, listed, reads);
    }
    if (parts.contains(Part.ENVELOPES)) compareEnvelopes(listed, reads);
    new Giving(identity, remote).run();
    new OwnerCopies(meta, identity).complete(remote);
  }

  private void list(String folder, Map<ObjectName, Long> listed)
      throws TidelockException, InterruptedException {
    for (ObjectInfo info : remote.list(folder)) listed.put(info.name(), info.size());
  }

  private void compareEnvelopes(Map<ObjectName, Long> listed, boolean reads)
      throws TidelockException, InterruptedException {
    for (VaultObject o : KeptVault.envelopes(meta)) {
      ObjectName name = new ObjectName(o.name());
      check(name, o.bytes().length, ObjectType.ENVELOPE, listed);
      if (reads) compare(name, Hash256.sha256(o.bytes()), o.bytes().length);
    }
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
