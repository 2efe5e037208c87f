package org.tidelock.engine.trust;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.Envelopes;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.OpenedVault;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Heads;
import org.tidelock.engine.history.Segments;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// Who this device is, and the verified keys and members of its vault. What was verified once is kept in the index, so that opening a profile
/// needs no storage; [#read] reads the storage again when something refers to members that are not known here. Refreshed by one
/// thread at a time; read by any.
public final class Identity {
  public static final Pattern MEMBER = Pattern.compile("members/[0-9a-f]{64}");
  private static final int MAX_MEMBER = 1 << 20;
  private static final int MAX_OBJECTS = 4096;
  private static final String MEMBERS = "members";
  private static final String ENVELOPES = "envelopes";

  private final Optional<DeviceFile> device;
  private final VaultHeader header;
  private volatile OpenedVault opened;

  private Identity(Optional<DeviceFile> device, VaultHeader header, OpenedVault opened) {
    this.device = device;
    this.header = header;
    this.opened = opened;
  }

  public static Identity of(DeviceFile device, VaultHeader header, OpenedVault opened) {
    return new Identity(Optional.of(device), header, opened);
  }

  /// Who only reads, with the keys that the owner's secret has opened; no device of the vault.
  public static Identity ofOwner(OwnerSession owner) {
    return new Identity(
        Optional.empty(), owner.header(), new OpenedVault(owner.keys(), owner.members()));
  }

  /// From the storage, checking that it holds the vault that this device belongs to.
  public static Identity fromStorage(DeviceFile device, Remote remote)
      throws TidelockException, InterruptedException {
    VaultHeader header = header(device.header(), remote);
    return of(device, header, open(device, header, objects(remote, device.device().id())));
  }

  /// From what an earlier start has kept; verified again all the same.
  public static Identity fromKept(DeviceFile device, byte[] header, KeptObjects kept)
      throws TidelockException {
    try {
      VaultHeader pinned = VaultHeader.parse(header).pinned(device.header());
      return of(device, pinned, open(device, pinned, kept));
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// The objects a device starts from: its envelopes, and the members.
  public record KeptObjects(Collection<VaultObject> envelopes, Collection<VaultObject> members) {
    /// With these envelopes in place of others of their names.
    KeptObjects with(List<VaultObject> kept) {
      Map<String, VaultObject> all = new TreeMap<>();
      for (VaultObject o : envelopes) all.put(o.name(), o);
      for (VaultObject o : kept) all.put(o.name(), o);
      return new KeptObjects(List.copyOf(all.values()), members);
    }

    /// Without envelopes for epochs that never began, as where a removal was cut off.
    KeptObjects begun(OpenedVault verified) {
      Set<String> begun =
          verified.keys().epochs().stream()
              .map(e -> ENVELOPES + "/" + e.id() + "-")
              .collect(Collectors.toSet());
      return new KeptObjects(
          envelopes.stream().filter(o -> begun.stream().anyMatch(o.name()::startsWith)).toList(),
          members);
    }
  }

  /// That of the storage, which must be the pinned one.
  public static VaultHeader header(Hash256 pin, Remote remote)
      throws TidelockException, InterruptedException {
    Optional<byte[]> bytes = remote.find(ObjectName.header(), MAX_MEMBER);
    if (bytes.isEmpty())
      throw new TidelockException(
          ErrorCode.IDENTITY,
          Happened.VAULT_GONE.of(),
          Safe.NOTHING_HERE_CHANGED.of(),
          Todo.RIGHT_STORAGE.of(),
          ObjectName.header().value(),
          null);
    try {
      return VaultHeader.parse(bytes.get()).pinned(pin);
    } catch (CryptoException e) {
      throw Troubles.of(e, ObjectName.header());
    }
  }

  public static KeptObjects objects(Remote remote, DeviceId device)
      throws TidelockException, InterruptedException {
    List<VaultObject> envelopes =
        remote.read(
            ENVELOPES,
            Pattern.compile("envelopes/[0-9a-f]{32}-" + device),
            MAX_MEMBER,
            MAX_OBJECTS);
    return new KeptObjects(envelopes, members(remote));
  }

  private static List<VaultObject> members(Remote remote)
      throws TidelockException, InterruptedException {
    return remote.read(MEMBERS, MEMBER, MAX_MEMBER, MAX_OBJECTS);
  }

  private static OpenedVault open(DeviceFile device, VaultHeader header, KeptObjects objects)
      throws TidelockException {
    try {
      return Envelopes.open(device.device(), header, objects.envelopes(), objects.members());
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// @throws TidelockException IDENTITY if the storage does not hold this vault any more
  void requireHeader(Remote remote) throws TidelockException, InterruptedException {
    header(header.hash(), remote);
  }

  /// Members and keys that were read anew and verified, and are not gone by yet.
  ///
  /// @param objects what they were verified from
  /// @param stored what the storage has, which may be more
  record Fresh(OpenedVault opened, KeptObjects objects, KeptObjects stored) {}

  /// Those that were used.
  public KeptObjects begun(KeptObjects objects) {
    return objects.begun(opened);
  }

  /// Reads members and envelopes anew.
  ///
  /// @param kept envelopes that were opened before: whatever the storage shows now under their names, they count
  /// @throws TidelockException ROLLBACK if entries that this device had seen are gone
  Fresh read(Remote remote, List<VaultObject> kept) throws TidelockException, InterruptedException {
    KeptObjects stored =
        device.isPresent()
            ? objects(remote, device().id())
            : new KeptObjects(List.of(), members(remote));
    KeptObjects objects = stored.with(kept);
    if (device.isPresent() && objects.envelopes().isEmpty())
      throw Troubles.missing("envelopes/" + keys().current().id() + "-" + device().id());
    OpenedVault now = device.isPresent() ? open(device.get(), header, objects) : verify(objects);
    requireCovered(now.members());
    return new Fresh(now, objects.begun(now), stored);
  }

  /// As the storage shows them, read and verified as by [#read]; this device goes by what it knows all the same.
  public Members membersNow(Remote remote) throws TidelockException, InterruptedException {
    return read(remote, List.of()).opened().members();
  }

  /// From now on this device goes by these.
  void adopt(Fresh fresh) {
    opened = fresh.opened;
  }

  /// @throws TidelockException ROLLBACK if entries that this device has seen are not among these
  public void requireCovered(Members shown) throws TidelockException {
    for (Hash256 tip : members().tips())
      if (!shown.shows(List.of(tip))) throw Troubles.rollback("members/" + tip);
  }

  /// With the epochs that the owner's secret has opened already: one that began meanwhile needs the secret again.
  private OpenedVault verify(KeptObjects objects) throws TidelockException {
    try {
      VaultKeys keys = keys();
      return new OpenedVault(keys, Members.read(header, objects.members(), keys));
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// @throws IllegalStateException if this is no device of the vault
  public DeviceKeys device() {
    return device
        .orElseThrow(() -> new IllegalStateException("an owner who only reads is no device"))
        .device();
  }

  /// Who only reads is no device.
  public boolean isDevice(DeviceId id) {
    return device.filter(d -> d.device().id().equals(id)).isPresent();
  }

  public VaultHeader header() {
    return header;
  }

  public VaultKeys keys() {
    return opened.keys();
  }

  public Members members() {
    return opened.members();
  }

  /// A device that was removed writes nothing any more, and takes nothing in.
  ///
  /// @throws TidelockException REMOVED if this one was, or if what let it in does not count any more
  public void requireMember() throws TidelockException {
    if (device.isEmpty()) return;
    Optional<DeviceEntry> self = member(device().id());
    Optional<DeviceEntry.Removal> removal = self.flatMap(DeviceEntry::removal);
    if (removal.isPresent())
      throw removed(Happened.DEVICE_REMOVED.of(removal.get().at()), Todo.JOIN_AGAIN.of());
    if (self.isEmpty()) throw notListed();
  }

  static TidelockException notListed() {
    return removed(Happened.DEVICE_NOT_LISTED.of(), Todo.JOIN_AGAIN.of());
  }

  private static TidelockException removed(Said happened, Said todo) {
    return new TidelockException(ErrorCode.REMOVED, happened, Safe.FILES_STAY_HERE.of(), todo);
  }

  /// Whether there is an epoch that no removed device holds, and this device holds it. What it cannot read of the members may say that a device was removed.
  public boolean canWrite() {
    return !members().hidesNews(keys())
        && members().writingEpoch().flatMap(keys()::epoch).isPresent();
  }

  /// Whether this is an epoch of the vault whose key this device was not given yet: what a members entry begins, or may begin that it cannot read. What is under any other is nobody's.
  public boolean lacksKeyOf(EpochId epoch) {
    return keys().epoch(epoch).isEmpty()
        && (members().isBegun(epoch) || !members().unreadable().isEmpty());
  }

  /// Whether something of the vault may lie under keys that this device was not given: whoever removes another device then does not know all that it wrote, and a new epoch would leave
  /// them out.
  public boolean lacksKeys() {
    return members().hidesNews(keys())
        || members().asideEpochs().stream()
            .anyMatch(e -> keys().epoch(e.id()).isEmpty() && !members().givesUp(e.id(), keys()));
  }

  /// Whether it is a key that another device may have, and no one that the owner has to make.
  boolean waitsForKey() {
    return !canWrite() && (members().hidesNews(keys()) || members().writingEpoch().isPresent());
  }

  /// After concurrent removals there may be no epoch to write under until the owner begins one; and one that began while this device joined may not have been given to
  /// it yet.
  ///
  /// @throws TidelockException NEEDS_YOU if nothing can be written now; REMOVED if never
  public void requireWriting() throws TidelockException {
    requireMember();
    if (canWrite()) return;
    boolean begun = waitsForKey();
    throw new TidelockException(
        ErrorCode.NEEDS_YOU,
        begun ? Happened.KEY_NOT_GIVEN.of() : Happened.NO_KEY.of(),
        Safe.KEPT_HERE.of(),
        begun ? Todo.WAIT_FOR_KEY.of() : Todo.NEW_KEY.of());
  }

  public List<Hash256> tips() {
    return List.copyOf(members().tips());
  }

  public Optional<DeviceEntry> member(DeviceId id) {
    return members().device(id);
  }

  /// Whoever was ever added to the vault, also where that does not count any more.
  public Optional<DeviceEntry> former(DeviceId id) {
    return members().former(id);
  }

  public Segments segments() {
    return new Segments(keys());
  }

  public Heads heads() {
    return new Heads(keys());
  }
}
