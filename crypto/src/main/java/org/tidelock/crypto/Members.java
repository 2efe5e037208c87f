package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who belongs to the vault, which epochs there are and which key slots count: the verified sum of all objects of `members/`. Immutable.
/// Two devices with the same objects have equal tips and the same answers (I5).
public final class Members {
  private static final int MAX_ENTRIES = 4096;

  /// States of the past that are kept in memory: what is written at a time was mostly written knowing the same.
  private static final int MAX_EARLIER = 64;

  private final VaultHeader header;
  private final List<VaultObject> objects;
  private final MembersDag dag;
  private final RootChain roots;
  private final List<MemberEntry> refused;
  private final SortedMap<String, EpochId> unreadable;
  private final Set<String> behindUnreadable;
  private final SortedMap<DeviceId, DeviceEntry> devices;
  private final SortedMap<EpochId, EpochEntry> epochs;
  private final SortedMap<EpochId, EpochEntry> asideEpochs;
  private final SortedSet<EpochId> closed;
  private final MembersState state;
  private final SortedMap<DeviceId, DeviceEntry> unlisted;
  private final Map<SortedSet<Hash256>, Members> earlier = new ConcurrentHashMap<>();
  private final SortedMap<Id128, SlotEntry> slots;
  private final SortedSet<Id128> asideSlots;
  private final SortedSet<Id128> removedSlots;
  private final int formatFloor;

  private Members(VaultHeader header, Collection<VaultObject> objects, Opened opened)
      throws CryptoException {
    this.header = header;
    this.objects = List.copyOf(objects);
    behindUnreadable = opened.putAsideWhatRestsOnUnreadable();
    dag = new MembersDag(opened.entries);
    roots = new RootChain(header, dag);
    state = new MembersState(dag);
    refused = dag.ordered().stream().filter(e -> !roots.accepts(e)).toList();
    for (MemberEntry e : dag.ordered()) if (roots.accepts(e)) state.apply(e);
    refused.forEach(state::setAside);
    devices = state.devices();
    unlisted = addedOutside();
    epochs = state.epochs();
    asideEpochs = state.asideEpochs();
    closed = state.closed();
    slots = state.slots();
    asideSlots = state.asideSlots();
    removedSlots = state.removedSlots();
    formatFloor = state.formatFloor();
    unreadable = unreadable(opened);
    if (dag.ordered().stream().filter(e -> e.parents().isEmpty()).count() != 1)
      throw new IntegrityException("the members do not have one beginning");
  }

  /// Verifies every object: name, seal, encoding, signature from the header's root keys through every rotation, and the rules of the format.
  /// @param keys of the epochs held; these members need not know all of them
  /// @throws MissingException if an entry refers to one that is absent
  /// @throws ForkException if the root was replaced twice
  public static Members read(VaultHeader header, Collection<VaultObject> objects, VaultKeys keys)
      throws CryptoException {
    return verify(header, objects, id -> keys.epoch(id).map(EpochKeys::members).stream().toList());
  }

  /// @param keys K_mem of the epochs held; of one epoch several, if nothing says yet which is true
  static Members verify(
      VaultHeader header, Collection<VaultObject> objects, Function<EpochId, List<SealingKey>> keys)
      throws CryptoException {
    if (objects.size() > MAX_ENTRIES)
      throw new LimitException("the members have more than " + MAX_ENTRIES + " entries");
    return new Members(header, objects, open(header.vault(), objects, keys));
  }

  static Members verify(VaultHeader header, Collection<VaultObject> objects, VaultKeys keys)
      throws CryptoException {
    Members members = read(header, objects, keys);
    members.check(keys);
    return members;
  }

  private record Opened(List<MemberEntry> entries, SortedMap<String, EpochId> unreadable) {
    /// What an entry says cannot be judged without those before it.
    Set<String> putAsideWhatRestsOnUnreadable() {
      Set<String> all = new HashSet<>();
      if (unreadable.isEmpty()) return all;
      Set<Hash256> bad = new HashSet<>();
      for (MemberEntry e : entries)
        for (Hash256 p : e.parents()) if (unreadable.containsKey(ObjectNames.member(p))) bad.add(p);
      boolean more = true;
      while (more) {
        List<MemberEntry> resting =
            entries.stream().filter(e -> e.parents().stream().anyMatch(bad::contains)).toList();
        for (MemberEntry e : resting) {
          all.add(e.name());
          bad.add(e.hash());
        }
        entries.removeIf(e -> bad.contains(e.hash()));
        more = !resting.isEmpty();
      }
      return all;
    }
  }

  private static Opened open(
      VaultId vault, Collection<VaultObject> objects, Function<EpochId, List<SealingKey>> keys)
      throws CryptoException {
    Opened opened = new Opened(new ArrayList<>(), new TreeMap<>());
    for (VaultObject o : objects) {
      try {
        open(vault, o, keys, opened);
      } catch (CryptoException e) {
        throw e.about(o.name());
      }
    }
    if (opened.entries.isEmpty() && opened.unreadable.isEmpty())
      throw new MissingException("the vault's members are missing").about("members");
    return opened;
  }

  private static void open(
      VaultId vault, VaultObject object, Function<EpochId, List<SealingKey>> keys, Opened into)
      throws CryptoException {
    Hash256 hash = object.hash();
    if (!object.name().equals(ObjectNames.member(hash)))
      throw new IntegrityException(object.name() + " does not hold what its name says");
    SealedObject sealed = SealedObject.parse(object.bytes());
    sealed.require(ObjectType.MEMBER);
    List<SealingKey> candidates = keys.apply(sealed.allegedEpoch());
    if (candidates.isEmpty()) into.unreadable.put(object.name(), sealed.allegedEpoch());
    else into.entries.add(open(vault, sealed, hash, candidates));
  }

  private static MemberEntry open(
      VaultId vault, SealedObject sealed, Hash256 hash, List<SealingKey> candidates)
      throws CryptoException {
    for (SealingKey other : candidates.subList(1, candidates.size())) {
      try {
        return MemberEntry.open(vault, sealed, other, hash);
      } catch (IntegrityException e) {
        continue; // not this one
      }
    }
    return MemberEntry.open(vault, sealed, candidates.getFirst(), hash);
  }

  /// Entries under an epoch that this device was not given are normal only if a verified entry says that the epoch exists.
  private SortedMap<String, EpochId> unreadable(Opened opened) throws CryptoException {
    if (!opened.unreadable.isEmpty()
        && opened.unreadable.values().stream().noneMatch(this::isBegun)) {
      String first = opened.unreadable.firstKey();
      throw new IntegrityException(first + " is sealed under an epoch that no entry creates")
          .about(first);
    }
    return Collections.unmodifiableSortedMap(opened.unreadable);
  }

  /// Checks keys from an envelope against the commitments in root-signed entries.
  void check(VaultKeys keys) throws IntegrityException {
    for (EpochKeys k : keys.epochs()) {
      EpochEntry e = epochs.getOrDefault(k.id(), asideEpochs.get(k.id()));
      if (e == null
          || e.number() != k.number()
          || !e.commitment().equals(k.commitment())
          || !e.contentCommitment().equals(keys.contentCommitment())) {
        throw new IntegrityException(
            "the keys in an envelope are not those that the members committed to");
      }
    }
  }

  /// Whether an entry begins this epoch, one that counts or one that was set aside.
  public boolean isBegun(EpochId epoch) {
    return epochs.containsKey(epoch) || asideEpochs.containsKey(epoch);
  }

  /// The number of the next epoch.
  int nextNumber() {
    return Math.addExact(epochs().getLast().number(), 1);
  }

  /// The entries that no other refers to, ascending: the state's name. Goes into segments, heads and the local floor.
  public SortedSet<Hash256> tips() {
    return new TreeSet<>(dag.tips());
  }

  /// Whether all these entries are there, also those that cannot be read here. False means that the storage went back behind something this device has seen: ROLLBACK.
  public boolean shows(Collection<Hash256> floor) {
    return floor.stream()
        .allMatch(
            h ->
                dag.contains(h)
                    || unreadable.containsKey(ObjectNames.member(h))
                    || behindUnreadable.contains(ObjectNames.member(h)));
  }

  /// Whether all these entries were read and verified.
  public boolean covers(Collection<Hash256> floor) {
    return floor.stream().allMatch(dag::contains);
  }

  /// The members as whoever had these tips knew them: to judge by what an author could know what it wrote.
  ///
  /// @param tips all of them covered
  public Members at(Collection<Hash256> tips) throws CryptoException {
    SortedSet<Hash256> wanted = new TreeSet<>(tips);
    if (wanted.equals(dag.tips())) return this;
    Members known = earlier.get(wanted);
    if (known != null) return known;
    List<MemberEntry> entries = dag.upTo(wanted);
    Set<String> names = entries.stream().map(MemberEntry::name).collect(Collectors.toSet());
    Members made =
        new Members(
            header,
            objects.stream().filter(o -> names.contains(o.name())).toList(),
            new Opened(new ArrayList<>(entries), new TreeMap<>()));
    if (earlier.size() >= MAX_EARLIER) earlier.clear();
    earlier.put(wanted, made);
    return made;
  }

  /// Devices that only entries of a replaced root add: they were let in at the same time, by a secret that counts no more, and have to be added again.
  public Set<DeviceId> unlisted() {
    return unlisted.keySet();
  }

  private SortedMap<DeviceId, DeviceEntry> addedOutside() {
    SortedMap<DeviceId, DeviceEntry> added = new TreeMap<>();
    for (MemberEntry e : refused)
      for (Change c : e.changes())
        if (c instanceof Change.AddDevice a && !devices.containsKey(a.keys().id()))
          added.putIfAbsent(
              a.keys().id(),
              new DeviceEntry(a.name(), a.keys(), e.at(), a.epoch(), Optional.empty()));
    return Collections.unmodifiableSortedMap(added);
  }

  /// Whoever was ever added, [#unlisted] ones too: whose signature is on what was taken in once.
  public Optional<DeviceEntry> former(DeviceId id) {
    return device(id).or(() -> Optional.ofNullable(unlisted.get(id)));
  }

  /// All devices that were ever added, removed ones included, by id.
  public List<DeviceEntry> devices() {
    return List.copyOf(devices.values());
  }

  /// This device, removed or not; empty if it was never added.
  public Optional<DeviceEntry> device(DeviceId id) {
    return Optional.ofNullable(devices.get(id));
  }

  /// All epochs, oldest first, but for [#asideEpochs].
  public List<EpochEntry> epochs() {
    return epochs.values().stream()
        .sorted(Comparator.comparingInt(EpochEntry::number).thenComparing(EpochEntry::id))
        .toList();
  }

  /// Epochs that a replaced root began beside its rotation: what was written under them before its author heard of that is read, and nobody writes under them. Who holds the
  /// new root secret was not given their keys.
  public List<EpochEntry> asideEpochs() {
    return List.copyOf(asideEpochs.values());
  }

  /// The highest epoch that no removed device was given, under which one writes; empty after concurrent removals, and after one beside a new root, until the owner makes a new
  /// one. Never one behind which another stands: who was let in since may hold it, too; never one that does not stand behind all [#asideEpochs]; and only one that begins with or behind
  /// the removal of each removed device.
  public Optional<EpochId> writingEpoch() {
    return epochs().reversed().stream()
        .filter(e -> !closed.contains(e.id()))
        .filter(e -> e.recipients().stream().allMatch(this::isActive))
        .map(EpochEntry::id)
        .findFirst();
  }

  private boolean isActive(DeviceId id) {
    return device(id).map(DeviceEntry::active).orElse(false);
  }

  /// The slots that count, by id. Any other object in `slots/` is ignored.
  public List<SlotEntry> slots() {
    return List.copyOf(slots.values());
  }

  /// The objects of slots that an entry took away, or that only a replaced root added: none of them counts ever again.
  public List<String> removedSlots() {
    return removedSlots.stream().map(ObjectNames::slot).toList();
  }

  /// Whether there was a recovery key that does not count any more.
  public boolean hasReplacedRecoveryKey() {
    return state.hasReplacedRecoveryKey();
  }

  /// Slots that were added with a root secret while that was replaced: a passphrase or recovery key that somebody has set, and that does not open the vault.
  public SortedSet<Id128> asideSlots() {
    return asideSlots;
  }

  boolean lists(Slot slot) {
    SlotEntry e = slots.get(slot.id());
    return e != null && e.hash().equals(Hash256.sha256(slot.bytes()));
  }

  /// No object below this format is to be accepted.
  public int formatFloor() {
    return formatFloor;
  }

  /// The root keys that sign now.
  public RootPublic root() {
    return roots.current();
  }

  Optional<RootPublic> knownRoot(Id128 id) {
    return roots.known(id);
  }

  /// The header that the entries were verified from.
  public VaultHeader header() {
    return header;
  }

  /// Entries of a replaced root that are set aside: to be shown as things to repeat, but for removals, which hold.
  public List<String> refused() {
    return refused.stream().map(MemberEntry::name).toList();
  }

  /// Entries under epochs this device was not given, and those that rest on them: fetch its envelopes, or it was removed.
  public List<String> unreadable() {
    List<String> all = new ArrayList<>(unreadable.keySet());
    all.addAll(behindUnreadable.stream().sorted().toList());
    return all;
  }

  /// Whether what cannot be read may say something that is to be known: not where an epoch that is held begins behind the one it lies under, as whoever began that knew it, or gave
  /// it up.
  public boolean hidesNews(VaultKeys held) {
    List<EpochId> ids = held.epochs().stream().map(EpochKeys::id).toList();
    return unreadable.values().stream()
        .filter(this::isBegun)
        .anyMatch(epoch -> !state.isFollowed(epoch, ids));
  }

  /// Whether this epoch's key was given up: it is not held, though one is that begins behind it.
  public boolean givesUp(EpochId epoch, VaultKeys held) {
    return held.epoch(epoch).isEmpty()
        && state.isFollowed(epoch, held.epochs().stream().map(EpochKeys::id).toList());
  }

  /// Removed devices of which only a replaced root says so: cuts that count are still to be given.
  public Set<DeviceId> onlyRemovedAside() {
    return state.onlyRemovedAside();
  }

  /// The objects these members were verified from.
  public List<VaultObject> objects() {
    return objects;
  }

  /// The same, each after those that it refers to: whoever reads them while they are written in this order misses none. What this device cannot read comes last.
  public List<VaultObject> ordered() {
    Map<String, VaultObject> left = new TreeMap<>();
    for (VaultObject o : objects) left.put(o.name(), o);
    List<VaultObject> ordered = new ArrayList<>();
    for (MemberEntry e : dag.ordered()) {
      VaultObject object = left.remove(e.name());
      if (object != null) ordered.add(object);
    }
    ordered.addAll(left.values());
    return List.copyOf(ordered);
  }

  List<VaultObject> with(VaultObject entry) {
    Map<String, VaultObject> all = new TreeMap<>();
    for (VaultObject o : objects) all.put(o.name(), o);
    all.put(entry.name(), entry);
    return List.copyOf(all.values());
  }

  @Override
  public String toString() {
    return "Members("
        + devices.size()
        + " devices, "
        + epochs.size()
        + " epochs, "
        + dag.ordered().size()
        + " entries)";
  }
}
