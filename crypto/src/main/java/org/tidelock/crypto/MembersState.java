package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Sums up accepted entries, parents first. The result depends on the set of entries only: adding and removing are set unions, and removal wins.
@SuppressWarnings("ReferenceEquality") // which entry it is, not what it says
final class MembersState {
  private final SortedMap<DeviceId, DeviceEntry> added = new TreeMap<>();
  private final SortedMap<DeviceId, DeviceEntry.Removal> removed = new TreeMap<>();
  private final SortedMap<DeviceId, DeviceEntry.Removal> removedAside = new TreeMap<>();
  private final SortedMap<DeviceId, List<MemberEntry>> removedBy = new TreeMap<>();
  private final SortedMap<EpochId, EpochEntry> epochs = new TreeMap<>();
  private final SortedMap<Id128, SlotEntry> slots = new TreeMap<>();
  private final SortedSet<Id128> removedSlots = new TreeSet<>();
  private final List<MemberEntry> accepted = new ArrayList<>();
  private final SortedMap<EpochId, MemberEntry> createdBy = new TreeMap<>();
  private final SortedMap<DeviceId, List<MemberEntry>> addedBy = new TreeMap<>();

  /// Of the entries that are set aside.
  private final SortedMap<EpochId, EpochEntry> asideEpochs = new TreeMap<>();

  private final List<MemberEntry> asideBegun = new ArrayList<>();
  private final SortedSet<Id128> asideSlots = new TreeSet<>();

  private final MembersDag dag;
  private int formatFloor = 1;

  MembersState(MembersDag dag) {
    this.dag = dag;
  }

  void apply(MemberEntry entry) throws IntegrityException, UnsupportedException {
    accepted.add(entry);
    for (Change change : entry.changes()) {
      switch (change) {
        case Change.AddDevice c -> add(entry, c);
        case Change.RemoveDevice c -> remove(entry, c, removed);
        case Change.NewEpoch c -> addEpoch(entry, c);
        case Change.AddSlot c ->
            once(
                slots,
                c.id(),
                new SlotEntry(c.id(), c.hash(), c.kind() == Slot.RECOVERY, entry.at()),
                entry);
        case Change.RemoveSlot c -> removedSlots.add(c.id());
        case Change.FormatFloor c -> raise(c.format());
        case Change.RotateRoot _ -> {} // RootChain has dealt with it
      }
    }
    MemberEntry creator = createdBy.get(entry.epoch());
    boolean first =
        entry.parents().isEmpty()
            && creator == entry; // only the very first entry stands under the epoch it creates
    if (!first && (creator == null || !dag.before(creator, entry))) {
      throw new IntegrityException(
          entry.name() + " is sealed under an epoch that no entry before it creates");
    }
  }

  /// What holds of an entry that a replaced root signed beside its rotation, once all others are applied: whom it removes is out. An epoch that it begins may be read under, as
  /// those who had not heard of the rotation wrote under it; its key is not secret from who knows the old root, and nothing in it is worth an alarm.
  void setAside(MemberEntry entry) {
    for (Change change : entry.changes()) {
      switch (change) {
        case Change.RemoveDevice c -> remove(entry, c, removedAside);
        case Change.NewEpoch c -> setAside(entry, c);
        case Change.AddSlot c -> asideSlots.add(c.id());
        case Change.AddDevice _,
            Change.RemoveSlot _,
            Change.FormatFloor _,
            Change.RotateRoot _ -> {}
      }
    }
  }

  private void setAside(MemberEntry entry, Change.NewEpoch c) {
    boolean fits =
        epochs.values().stream().allMatch(e -> e.contentCommitment().equals(c.contentCommitment()));
    if (!fits || epochs.containsKey(c.id())) return;
    if (asideEpochs.putIfAbsent(c.id(), entryOf(c)) == null) asideBegun.add(entry);
  }

  /// Epochs that may be read under, and are never written under.
  SortedMap<EpochId, EpochEntry> asideEpochs() {
    return Collections.unmodifiableSortedMap(asideEpochs);
  }

  private void raise(int format) throws UnsupportedException {
    formatFloor = Math.max(formatFloor, format);
    if (formatFloor > SealedObject.FORMAT) {
      throw new UnsupportedException(
          "the vault was raised to format "
              + formatFloor
              + ", which needs a newer version of Tidelock");
    }
  }

  /// A device that asks to be let in by a code may be let in by two at once, or by one that tries again and was not shown its own entry: that must not stop the vault. The entry that is
  /// applied first counts.
  private void add(MemberEntry entry, Change.AddDevice c) throws IntegrityException {
    DeviceId id = c.keys().id();
    DeviceEntry before = added.get(id);
    if (before == null) {
      added.put(id, new DeviceEntry(c.name(), c.keys(), entry.at(), c.epoch(), Optional.empty()));
    } else if (!before.keys().equals(c.keys())
        || !before.name().equals(c.name())
        || addedBy.getOrDefault(id, List.of()).stream()
            .anyMatch(e -> e == entry || dag.before(e, entry))) {
      throw twice(entry);
    }
    addedBy.computeIfAbsent(id, _ -> new ArrayList<>()).add(entry);
  }

  private static IntegrityException twice(MemberEntry entry) {
    return new IntegrityException(
        entry.name() + " adds something that another entry has already added");
  }

  private static <K, V> void once(SortedMap<K, V> map, K key, V value, MemberEntry entry)
      throws IntegrityException {
    if (map.putIfAbsent(key, value) != null) throw twice(entry);
  }

  private void remove(
      MemberEntry entry,
      Change.RemoveDevice change,
      SortedMap<DeviceId, DeviceEntry.Removal> into) {
    SortedMap<WriterId, Cut> cuts = new TreeMap<>();
    for (Cut c : change.cuts()) cuts.put(c.writer(), c);
    into.merge(change.device(), new DeviceEntry.Removal(entry.at(), cuts), MembersState::smaller);
    removedBy.computeIfAbsent(change.device(), _ -> new ArrayList<>()).add(entry);
  }

  /// Where an entry that counts removes it, cuts that a replaced root signed are not looked at: they may be anybody's.
  private Optional<DeviceEntry.Removal> removal(DeviceId device) {
    return Optional.ofNullable(removed.getOrDefault(device, removedAside.get(device)));
  }

  /// Of the devices that are removed those of which only entries say so that are set aside.
  SortedSet<DeviceId> onlyRemovedAside() {
    SortedSet<DeviceId> all = new TreeSet<>(removedAside.keySet());
    all.removeAll(removed.keySet());
    return Collections.unmodifiableSortedSet(all);
  }

  /// Of concurrent cuts the smaller counts; a writer that one of them does not list has nothing left.
  private static DeviceEntry.Removal smaller(DeviceEntry.Removal a, DeviceEntry.Removal b) {
    SortedMap<WriterId, Cut> cuts = new TreeMap<>();
    a.cuts()
        .forEach(
            (writer, cut) -> {
              Cut other = b.cuts().get(writer);
              if (other != null) cuts.put(writer, less(cut, other));
            });
    return new DeviceEntry.Removal(a.at().isBefore(b.at()) ? a.at() : b.at(), cuts);
  }

  private static Cut less(Cut a, Cut b) {
    int c = Long.compare(a.seq(), b.seq());
    if (c == 0)
      c =
          a.hash()
              .compareTo(
                  b.hash()); // two bodies at one seq: an equivocation; either choice is safe,
    // all devices make the same
    return c <= 0 ? a : b;
  }

  private void addEpoch(MemberEntry entry, Change.NewEpoch c) throws IntegrityException {
    int above = 0;
    for (MemberEntry e : accepted) {
      if (e != entry && !dag.before(e, entry)) continue;
      for (Change x : e.changes())
        if (x instanceof Change.NewEpoch n && n != c) above = Math.max(above, n.number());
    }
    if (c.number() != above + 1)
      throw new IntegrityException(entry.name() + " creates an epoch with the wrong number");
    for (EpochEntry e : epochs.values()) {
      if (!e.contentCommitment().equals(c.contentCommitment()))
        throw new IntegrityException(entry.name() + " changes the content key");
    }
    once(epochs, c.id(), entryOf(c), entry);
    createdBy.put(c.id(), entry);
  }

  private static EpochEntry entryOf(Change.NewEpoch c) {
    return new EpochEntry(
        c.id(), c.number(), c.commitment(), c.contentCommitment(), new TreeSet<>(c.recipients()));
  }

  SortedMap<DeviceId, DeviceEntry> devices() throws IntegrityException {
    SortedMap<DeviceId, DeviceEntry> all = new TreeMap<>();
    for (DeviceEntry d : added.values()) {
      if (!epochs.containsKey(d.epoch()))
        throw new IntegrityException("a device was added with an epoch that no entry creates");
      all.put(d.id(), new DeviceEntry(d.name(), d.keys(), d.added(), d.epoch(), removal(d.id())));
    }
    return all;
  }

  /// Each epoch's recipients include the devices that were given it, or a later one, when they were added, and all that were added behind it: whoever is
  /// given an epoch is given every one that its giver held.
  SortedMap<EpochId, EpochEntry> epochs() {
    SortedMap<EpochId, EpochEntry> all = new TreeMap<>();
    for (EpochEntry e : epochs.values()) {
      SortedSet<DeviceId> recipients = new TreeSet<>(e.recipients());
      for (DeviceEntry d : added.values())
        if (given(d.epoch(), e.id())
            || addedBy.getOrDefault(d.id(), List.of()).stream()
                .anyMatch(by -> isBehind(by, e.id()))) recipients.add(d.id());
      all.put(
          e.id(),
          new EpochEntry(e.id(), e.number(), e.commitment(), e.contentCommitment(), recipients));
    }
    return all;
  }

  /// Whoever is given an epoch is given those before it as well.
  private boolean given(EpochId epoch, EpochId wanted) {
    return epoch.equals(wanted) || isBehind(createdBy.get(epoch), wanted);
  }

  private boolean isBehind(@Nullable MemberEntry later, EpochId epoch) {
    MemberEntry earlier = createdBy.get(epoch);
    return later != null && earlier != null && dag.before(earlier, later);
  }

  /// Epochs under which nobody writes, whoever is said to hold them: behind which another one stands; that do not stand behind all that were set aside; and that do not begin with
  /// or behind the removal of each removed device, as one that was let in beside them may have been given them since.
  SortedSet<EpochId> closed() {
    SortedSet<EpochId> all = new TreeSet<>();
    createdBy.forEach(
        (epoch, creator) -> {
          if (createdBy.values().stream().anyMatch(later -> isBehind(later, epoch))
              || !asideBegun.stream().allMatch(aside -> dag.before(aside, creator))
              || !knowsAllRemovals(creator)) all.add(epoch);
        });
    return Collections.unmodifiableSortedSet(all);
  }

  private boolean knowsAllRemovals(MemberEntry creator) {
    return removedBy.entrySet().stream()
        .filter(e -> added.containsKey(e.getKey()))
        .allMatch(e -> e.getValue().stream().anyMatch(r -> r == creator || dag.before(r, creator)));
  }

  /// Whether one of these epochs begins behind this one.
  boolean isFollowed(EpochId epoch, Collection<EpochId> by) {
    Optional<MemberEntry> creator = Optional.ofNullable(createdBy.get(epoch));
    if (creator.isEmpty()) creator = asideBegun.stream().filter(e -> begins(e, epoch)).findFirst();
    return creator
        .filter(
            c ->
                by.stream()
                    .map(createdBy::get)
                    .anyMatch(later -> later != null && dag.before(c, later)))
        .isPresent();
  }

  private static boolean begins(MemberEntry entry, EpochId epoch) {
    return entry.changes().stream()
        .anyMatch(c -> c instanceof Change.NewEpoch n && n.id().equals(epoch));
  }

  /// Those that only entries add which are set aside.
  SortedSet<Id128> asideSlots() {
    SortedSet<Id128> all = new TreeSet<>(asideSlots);
    all.removeAll(slots.keySet());
    return Collections.unmodifiableSortedSet(all);
  }

  /// Slots that do not count, now or ever.
  SortedSet<Id128> removedSlots() {
    SortedSet<Id128> all = new TreeSet<>(asideSlots());
    all.addAll(removedSlots);
    return Collections.unmodifiableSortedSet(all);
  }

  SortedMap<Id128, SlotEntry> slots() {
    SortedMap<Id128, SlotEntry> live = new TreeMap<>(slots);
    live.keySet().removeAll(removedSlots);
    return live;
  }

  boolean hasReplacedRecoveryKey() {
    return slots.values().stream().anyMatch(s -> s.recovery() && removedSlots.contains(s.id()));
  }

  int formatFloor() {
    return formatFloor;
  }
}
