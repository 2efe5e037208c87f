package org.tidelock.engine.trust;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.Envelopes;
import org.tidelock.crypto.EpochKeys;
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
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// Who this device is, and the verified keys and members of its vault. What was verified once is kept in the index, so that opening a profile
/// needs no storage; [#refresh] reads the storage again when something refers to members that are not known here. Refreshed by one
/// thread at a time; read by any.
public final class Identity {
  public static final Pattern MEMBER = Pattern.compile("members/[0-9a-f]{64}");
  private static final int MAX_MEMBER = 1 << 20;
  private static final int MAX_OBJECTS = 4096;
  private static final String MEMBERS = "members";
  private static final String ENVELOPES = "envelopes";

  private final Optional<DeviceFile> device;
  private final VaultHeader header;
  private volatile VaultKeys keys;
  private volatile Members members;

  private Identity(Optional<DeviceFile> device, VaultHeader header, OpenedVault opened) {
    this.device = device;
    this.header = header;
    this.keys = opened.keys();
    this.members = opened.members();
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
  public record KeptObjects(Collection<VaultObject> envelopes, Collection<VaultObject> members) {}

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

  /// Reads members and envelopes anew.
  ///
  /// @throws TidelockException ROLLBACK if entries that this device had seen are gone
  KeptObjects refresh(Remote remote) throws TidelockException, InterruptedException {
    KeptObjects objects =
        device.isPresent()
            ? objects(remote, device().id())
            : new KeptObjects(List.of(), members(remote));
    if (device.isPresent() && objects.envelopes().isEmpty())
      throw Troubles.missing("envelopes/" + keys.current().id() + "-" + device().id());
    OpenedVault opened = device.isPresent() ? open(device.get(), header, objects) : verify(objects);
    requireCovered(opened.members());
    keys = opened.keys();
    members = opened.members();
    return objects;
  }

  /// @throws TidelockException ROLLBACK if entries that this device has seen are not among these
  public void requireCovered(Members shown) throws TidelockException {
    for (Hash256 tip : members.tips())
      if (!shown.covers(List.of(tip))) throw Troubles.rollback("members/" + tip);
  }

  /// With the epochs that the owner's secret has opened already: one that began meanwhile needs the secret again.
  private OpenedVault verify(KeptObjects objects) throws TidelockException {
    try {
      return new OpenedVault(
          keys,
          Members.verify(
              header, objects.members(), epoch -> keys.epoch(epoch).map(EpochKeys::members)));
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
    return keys;
  }

  public Members members() {
    return members;
  }

  public List<Hash256> tips() {
    return List.copyOf(members.tips());
  }

  public Optional<DeviceEntry> member(DeviceId id) {
    return members.device(id);
  }

  public Segments segments() {
    return new Segments(keys);
  }

  public Heads heads() {
    return new Heads(keys);
  }
}
