package org.tidelock.crypto;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The root secret in memory, for one owner action: opened by passphrase or recovery key, wiped by [#close]. Not thread-safe. Each action also
/// becomes part of this session's own [#members], so that actions can follow each other.
public final class OwnerSession implements AutoCloseable {
  private static final int MAX_SLOTS = 32;
  private RootKeys root;
  private final SecureRandom random;
  private final InstantSource clock;
  private VaultKeys keys;
  private Members members;

  private OwnerSession(
      RootKeys root, OpenedVault opened, SecureRandom random, InstantSource clock) {
    this.root = root;
    this.random = random;
    this.clock = clock;
    keys = opened.keys();
    members = opened.members();
  }

  /// Opens header, slot, root secret, root envelope, members and commitments, in that order, and believes nothing before all have verified.
  /// @param header not pinned yet if this device is about to join: the root secret then proves it
  /// @throws AuthException if no slot opens, or the one that does is not listed any more
  /// @throws IdentityException if the header's root keys are not this secret's
  public static OwnerSession open(
      UnverifiedHeader header,
      OwnerSecret secret,
      OwnerObjects objects,
      SecureRandom random,
      InstantSource clock)
      throws CryptoException {
    VaultHeader alleged = header.unproven();
    Candidates candidates = candidates(alleged.vault(), secret, objects.slots());
    Optional<CryptoException> refused = Optional.empty();
    for (Slot slot : candidates.slots) {
      Optional<byte[]> opened = slot.open(secret);
      if (opened.isEmpty()) continue;
      try {
        return open(alleged, slot, opened.get(), objects, random, clock);
      } catch (CryptoException e) {
        // One that was written and never listed may open with the same secret as the one that is.
        if (refused.isEmpty() || refused.get() instanceof AuthException) refused = Optional.of(e);
      }
    }
    throw refused.or(candidates::forbidden).orElseGet(AuthException::new);
  }

  private static OwnerSession open(
      VaultHeader header,
      Slot slot,
      byte[] secret,
      OwnerObjects objects,
      SecureRandom random,
      InstantSource clock)
      throws CryptoException {
    RootKeys root = new RootKeys(header.vault(), secret);
    Bytes.wipe(secret);
    try {
      OpenedVault opened =
          Envelopes.openAsRoot(root, header, objects.envelopes(), objects.members());
      if (!opened.members().lists(slot)) throw new AuthException();
      if (!opened.members().root().equals(root.publicKeys())) {
        throw new IdentityException(
            "the vault's root keys are not the ones this passphrase or recovery key belongs to");
      }
      return new OwnerSession(root, opened, random, clock);
    } catch (CryptoException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /// The slots of a secret's kind. One that states a forbidden cost is never computed; it is reported only if no other opens.
  private record Candidates(List<Slot> slots, Optional<CryptoException> forbidden) {}

  private static Candidates candidates(
      VaultId vault, OwnerSecret secret, Collection<VaultObject> objects) throws LimitException {
    if (objects.size() > MAX_SLOTS)
      throw new LimitException("the storage holds more than " + MAX_SLOTS + " key slots");
    List<Slot> slots = new ArrayList<>();
    Optional<CryptoException> forbidden = Optional.empty();
    for (VaultObject o :
        objects.stream().sorted(Comparator.comparing(VaultObject::name)).toList()) {
      try {
        Slot slot = Slot.parse(ObjectType.SLOT, vault, o.bytes());
        if (slot.takes(secret) && o.name().equals(ObjectNames.slot(slot.id()))) slots.add(slot);
      } catch (LimitException | UnsupportedException e) {
        forbidden = Optional.of(e.about(o.name()));
      } catch (IntegrityException e) {
        continue; // a damaged slot is one that does not open
      }
    }
    return new Candidates(slots, forbidden);
  }

  /// Adds what a device of the vault holds: keys of epochs that were set aside ([Members#asideEpochs]), which only devices were given. With the next epoch that this session begins
  /// the root's holder has them, too. To be followed by nothing but [#remove] and [#replaceRoot]: another entry could stand behind one that the root's holder cannot read.
  /// @throws CryptoException if they are not those of the members
  public void hold(VaultKeys device) throws CryptoException {
    VaultKeys all = keys.union(device);
    Members known = Members.read(members.header(), members.objects(), all);
    VaultKeys begun = all.begun(known);
    known.check(begun);
    members = known;
    keys = begun.writingUnder(members);
  }

  /// All keys of the vault, with those of an epoch that this session began.
  public VaultKeys keys() {
    return keys;
  }

  /// The verified members, with what this session did.
  public Members members() {
    return members;
  }

  /// Proven now, and to be pinned.
  public VaultHeader header() {
    return members.header();
  }

  /// Enrols a device: its envelope, then the entry that lists it. Where concurrent removals have left no epoch to write under, one begins with it, but where that would leave out
  /// the keys of epochs that were set aside: devices hold those, and one of them has to begin it.
  /// @param name at most 256 bytes of UTF-8, else LIMIT
  /// @throws CryptoException if the device is in the vault already, or its keys are none
  public OwnerChange addDevice(String name, DevicePublic device) throws CryptoException {
    if (members.device(device.id()).isPresent())
      throw new IntegrityException("the device is in the vault already");
    if (members.writingEpoch().isEmpty() && holdsAside()) {
      NextEpoch next = nextEpoch(active(List.of()), root);
      next.envelopes.add(Envelope.forDevice(next.keys, device, Envelope.Signer.of(root)));
      return finish(
          next,
          List.of(next.begin, new Change.AddDevice(name, device, next.keys.current().id())),
          List.of());
    }
    EpochId epoch = keys.current().id();
    VaultObject envelope = Envelope.forDevice(keys, device, Envelope.Signer.of(root));
    return new OwnerChange(
        List.of(envelope, record(List.of(new Change.AddDevice(name, device, epoch)))), List.of());
  }

  /// An envelope for a device of the vault that lacks the key of an epoch, as one that joined beside it.
  /// @param epoch one whose key this session has
  /// @throws CryptoException if the recipient is no active device
  public VaultObject give(DeviceId recipient, EpochId epoch) throws CryptoException {
    DeviceEntry device =
        members
            .device(recipient)
            .filter(DeviceEntry::active)
            .orElseThrow(() -> new IntegrityException("this is not an active device of the vault"));
    return Envelope.forDevice(keys.under(epoch), device.keys(), Envelope.Signer.of(root));
  }

  /// Whether this session has the keys of all epochs that were set aside.
  public boolean holdsAside() {
    return members.asideEpochs().stream().allMatch(e -> keys.epoch(e.id()).isPresent());
  }

  /// A new recovery key in place of all old ones.
  /// @throws CryptoException if the members would become too large
  public NewRecoveryKey newRecoveryKey() throws CryptoException {
    RecoveryKey key = RecoveryKey.random(random);
    List<SlotEntry> old = slots(true);
    Slot slot = slot(key, Argon2Params.POLICY);
    OwnerChange add =
        new OwnerChange(List.of(slot.object(), record(List.of(add(slot)))), List.of());
    OwnerChange withdraw =
        new OwnerChange(
            List.of(entry(List.of(new Change.RemoveSlot(slot.id())))),
            List.of(slot.object().name()));
    return new NewRecoveryKey(
        key, add, new OwnerChange(List.of(record(removals(old))), names(old)), withdraw);
  }

  /// A new passphrase in place of all old ones. A copy of the old slot still opens under the old passphrase: only a new vault helps
  /// against somebody who has both. Takes about a second and 256 MiB.
  /// @throws CryptoException if there is not enough memory
  public OwnerChange changePassphrase(Passphrase passphrase) throws CryptoException {
    return changePassphrase(passphrase, Argon2Params.POLICY);
  }

  /// As [#changePassphrase(Passphrase)] at another cost.
  /// @param cost at least [Argon2Params#FLOOR]
  /// @throws CryptoException for a cost out of bounds, or if there is not enough memory
  public OwnerChange changePassphrase(Passphrase passphrase, Argon2Params cost)
      throws CryptoException {
    List<SlotEntry> old = slots(false);
    Slot slot = slot(passphrase, cost);
    List<Change> changes = new ArrayList<>();
    changes.add(add(slot));
    changes.addAll(removals(old));
    return new OwnerChange(List.of(slot.object(), record(changes)), names(old));
  }

  private List<SlotEntry> slots(boolean recovery) {
    return members.slots().stream().filter(s -> s.recovery() == recovery).toList();
  }

  private Slot slot(OwnerSecret secret, Argon2Params cost) throws CryptoException {
    byte[] rootSecret = root.secretBytes();
    try {
      return slot(secret, cost, rootSecret);
    } finally {
      Bytes.wipe(rootSecret);
    }
  }

  private Slot slot(OwnerSecret secret, Argon2Params cost, byte[] rootSecret)
      throws CryptoException {
    return Slot.create(ObjectType.SLOT, members.header().vault(), secret, cost, rootSecret, random);
  }

  private static Change add(Slot slot) {
    return new Change.AddSlot(slot.id(), slot.object().hash(), slot.kind());
  }

  private static List<Change> removals(List<SlotEntry> slots) {
    List<Change> changes = new ArrayList<>();
    for (SlotEntry s : slots) changes.add(new Change.RemoveSlot(s.id()));
    return changes;
  }

  private static List<String> names(List<SlotEntry> slots) {
    return slots.stream().map(SlotEntry::name).toList();
  }

  /// Removes devices and begins a new epoch that they are not given. Envelopes for everyone else come first, then the entry. Of no devices it only begins an
  /// epoch, which is what concurrent removals leave to do ([Members#writingEpoch]).
  /// @param cuts the last segments of the removed devices' writers that still count
  /// @throws CryptoException if the members or envelopes would become too large
  public OwnerChange remove(Collection<DeviceId> devices, Collection<Cut> cuts)
      throws CryptoException {
    NextEpoch next = nextEpoch(active(devices), root);
    List<Change> changes = removals(devices, cuts);
    changes.add(next.begin);
    return finish(next, changes, List.of());
  }

  /// A new root secret in place of this one, for when somebody may know the passphrase or the recovery key: with a new epoch, a new passphrase and a new recovery key,
  /// all in one entry that both roots sign. From then on this session is the new root's. What the old secrets open of a copied storage is what was there.
  /// @param devices to be removed with it, as by [#remove]
  /// @throws CryptoException as by [#remove] and [#changePassphrase(Passphrase, Argon2Params)]
  public NewRoot replaceRoot(
      Passphrase passphrase, Argon2Params cost, Collection<DeviceId> devices, Collection<Cut> cuts)
      throws CryptoException {
    List<SlotEntry> old = members.slots();
    byte[] secret = NewVault.bytes(random);
    RootKeys fresh = new RootKeys(keys.vault(), secret);
    RecoveryKey recovery = RecoveryKey.random(random);
    boolean done = false;
    try {
      Slot first = slot(passphrase, cost, secret);
      Slot second = slot(recovery, cost, secret);
      NextEpoch next = nextEpoch(active(devices), fresh);
      next.envelopes.add(first.object());
      next.envelopes.add(second.object());
      List<Change> changes = removals(devices, cuts);
      changes.add(next.begin);
      changes.add(add(first));
      changes.add(add(second));
      changes.addAll(removals(old));
      byte[] message = MemberEntry.rotation(keys.vault(), root.publicKeys().id(), members.tips());
      changes.add(
          new Change.RotateRoot(
              fresh.publicKeys(), fresh.sign(SignaturePurpose.ROOT_ROTATE, message)));
      OwnerChange change = finish(next, changes, names(old));
      root.close();
      root = fresh;
      done = true;
      return new NewRoot(recovery, change);
    } finally {
      Bytes.wipe(secret);
      if (!done) {
        fresh.close();
        recovery.close();
      }
    }
  }

  private List<DeviceEntry> active(Collection<DeviceId> without) {
    return members.devices().stream().filter(d -> d.active() && !without.contains(d.id())).toList();
  }

  private static List<Change> removals(Collection<DeviceId> devices, Collection<Cut> cuts) {
    List<Change> changes = new ArrayList<>();
    for (DeviceId id : devices.stream().sorted().toList())
      changes.add(new Change.RemoveDevice(id, List.copyOf(cuts)));
    return changes;
  }

  /// @param keys with the new epoch's
  /// @param envelopes to be stored before the entry
  private record NextEpoch(VaultKeys keys, Change begin, List<VaultObject> envelopes) {}

  /// @param holder the root that is to open it
  private NextEpoch nextEpoch(List<DeviceEntry> recipients, RootKeys holder)
      throws CryptoException {
    EpochKeys next =
        new EpochKeys(
            keys.vault(), EpochId.random(random), members.nextNumber(), NewVault.bytes(random));
    VaultKeys after = keys.plus(next);
    List<VaultObject> envelopes = new ArrayList<>();
    envelopes.add(Envelope.forRoot(after, holder));
    for (DeviceEntry d : recipients)
      envelopes.add(Envelope.forDevice(after, d.keys(), Envelope.Signer.of(root)));
    Change begin =
        new Change.NewEpoch(
            next.id(),
            next.number(),
            next.commitment(),
            after.contentCommitment(),
            recipients.stream().map(DeviceEntry::id).toList());
    return new NextEpoch(after, begin, envelopes);
  }

  /// Under the epoch before, so that a device which is not given the new one learns why.
  private OwnerChange finish(NextEpoch next, List<Change> changes, List<String> delete)
      throws CryptoException {
    VaultObject entry = entry(changes);
    members = Members.verify(members.header(), members.with(entry), next.keys);
    keys = next.keys;
    List<VaultObject> write = new ArrayList<>(next.envelopes);
    write.add(entry);
    return new OwnerChange(List.copyOf(write), delete);
  }

  private VaultObject entry(List<Change> changes) throws CryptoException {
    return MemberEntry.write(
        keys.vault(), members.tips(), root, keys.current(), clock.instant(), changes);
  }

  private VaultObject record(List<Change> changes) throws CryptoException {
    VaultObject entry = entry(changes);
    members = Members.verify(members.header(), members.with(entry), keys);
    return entry;
  }

  /// A profile's key for whoever opens the vault as its owner: so the recovery key, as long as it opens the vault, unlocks the profile, too.
  public byte[] seal(ProfileKey profile) {
    return profile.sealUnder(root, members.header().vault());
  }

  /// Opens what [#seal] made.
  /// @throws AuthException if it was sealed in another vault, or is damaged
  /// @throws CryptoException if a later version made it
  public ProfileKey open(byte[] sealed) throws CryptoException {
    return ProfileKey.open(sealed, root, members.header().vault());
  }

  /// Wipes the root secret.
  @Override
  public void close() {
    root.close();
  }
}
