package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Opens the envelopes of one recipient, verifies the members with the keys inside, and the keys by the members. Envelopes are written before the entry that begins their epoch: one whose
/// writer was cut off in between is for an epoch that never began, and nobody believes what is in it.
public final class Envelopes {
  private static final int MAX = 4096;
  private static final String ROOT = "-root";

  private Envelopes() {}

  /// How a device starts. Objects for others among the envelopes are ignored. A removed device gets an answer, too: see its [DeviceEntry]; and so does one that only
  /// entries of a replaced root have added ([Members#unlisted]).
  /// @throws MissingException if there is no envelope for this device, or no entry that added it
  public static OpenedVault open(
      DeviceKeys device,
      VaultHeader header,
      Collection<VaultObject> envelopes,
      Collection<VaultObject> members)
      throws CryptoException {
    String suffix = "-" + device.id();
    OpenedVault opened =
        open(
            header,
            suffix,
            envelopes,
            members,
            (epoch, bytes) -> Envelope.openAsDevice(device, header.vault(), epoch, bytes));
    if (opened.members().unlisted().contains(device.id())) return opened;
    DeviceEntry self =
        opened
            .members()
            .device(device.id())
            .orElseThrow(
                () -> new MissingException("the members entry that added this device is missing"));
    if (!self.keys().equals(device.publicKeys()))
      throw new IntegrityException("the members list this device with other keys");
    if (self.active()) requireAll(opened, device.id());
    return opened;
  }

  static OpenedVault openAsRoot(
      RootKeys root,
      VaultHeader header,
      Collection<VaultObject> envelopes,
      Collection<VaultObject> members)
      throws CryptoException {
    Map<Boolean, List<VaultObject>> roots =
        envelopes.stream()
            .filter(o -> o.name().endsWith(ROOT))
            .collect(Collectors.partitioningBy(o -> isForAnother(root, o)));
    List<VaultObject> others = roots.getOrDefault(true, List.of());
    List<VaultObject> own = roots.getOrDefault(false, List.of());
    if (own.isEmpty() && !others.isEmpty()) throw forSomeoneElse(others.getFirst());
    OpenedVault opened =
        open(
            header,
            ROOT,
            own,
            members,
            (epoch, bytes) -> Envelope.openAsRoot(root, header.vault(), epoch, bytes));
    // Of a root that was replaced nothing is missing: it is not given later epochs.
    if (!opened.members().root().equals(root.publicKeys())) return opened;
    for (VaultObject o : others) requireOfRoot(o, opened.members());
    for (EpochEntry e : opened.members().epochs()) {
      if (opened.keys().epoch(e.id()).isEmpty())
        throw new MissingException(ObjectNames.rootEnvelope(e.id()), " is missing");
    }
    return opened;
  }

  /// The root before this one, or one that never came to count, has its own envelopes under the same kind of name. What does not say for whom it is is damaged, and said
  /// to be.
  private static boolean isForAnother(RootKeys root, VaultObject object) {
    try {
      return !SealedObject.parse(object.bytes()).allegedKeyId().equals(root.publicKeys().id());
    } catch (CryptoException damaged) {
      return false;
    }
  }

  private static void requireOfRoot(VaultObject object, Members members) throws CryptoException {
    Id128 root = SealedObject.parse(object.bytes()).allegedKeyId();
    if (members.isBegun(epoch(object.name(), ROOT)) && members.knownRoot(root).isEmpty())
      throw forSomeoneElse(object);
  }

  private static CryptoException forSomeoneElse(VaultObject object) {
    return new IntegrityException("an envelope is for someone else").about(object.name());
  }

  /// Any active device may write an envelope that another device misses; the commitments prove the keys inside.
  /// @param epoch one that is held
  /// @throws CryptoException if the recipient is no active device, or the keys are not those of the members
  public static VaultObject write(
      DeviceKeys signer, VaultKeys keys, EpochId epoch, Members members, DeviceId recipient)
      throws CryptoException {
    DeviceEntry device =
        members
            .device(recipient)
            .filter(DeviceEntry::active)
            .orElseThrow(() -> new IntegrityException("this is not an active device of the vault"));
    members.check(keys);
    return Envelope.forDevice(keys.under(epoch), device.keys(), Envelope.Signer.of(signer));
  }

  private interface Opener {
    Envelope open(EpochId epoch, byte[] bytes) throws CryptoException;
  }

  private static OpenedVault open(
      VaultHeader header,
      String suffix,
      Collection<VaultObject> envelopes,
      Collection<VaultObject> memberObjects,
      Opener opener)
      throws CryptoException {
    if (envelopes.size() > MAX * 16) throw new LimitException("too many envelopes");
    Mine mine = new Mine(new ArrayList<>(), new TreeMap<>());
    for (VaultObject o : envelopes) if (o.name().endsWith(suffix)) mine.add(o, suffix, opener);
    if (mine.opened.isEmpty())
      throw mine.anyDamage().orElseGet(() -> missing(suffix, memberObjects));
    Members members = Members.verify(header, memberObjects, mine::alleged);
    List<Envelope> counting = counting(mine.opened, members);
    if (counting.isEmpty()) throw mine.anyDamage().orElseGet(() -> notBegun(suffix, memberObjects));
    // Of an epoch whose entry is not shown yet, nothing is believed.
    VaultKeys keys = union(counting).begun(members);
    members.check(keys);
    mine.requireSound(members, keys);
    // What is read with a key that is not kept would be lost with the next start.
    if (!mine.opened.stream().allMatch(e -> keys.covers(e.keys())))
      members = Members.read(header, memberObjects, keys);
    for (Envelope e : counting) e.verifySigner(members);
    return new OpenedVault(keys.writingUnder(members), members);
  }

  /// One recipient's. Anybody who can write to the storage can put an envelope beside them, so one that does not open is no trouble before its epoch is known to have begun.
  private record Mine(List<Envelope> opened, SortedMap<EpochId, CryptoException> damaged) {
    void add(VaultObject object, String suffix, Opener opener) throws CryptoException {
      if (opened.size() + damaged.size() == MAX) throw new LimitException("too many envelopes");
      EpochId epoch = epoch(object.name(), suffix);
      try {
        opened.add(opener.open(epoch, object.bytes()));
      } catch (CryptoException e) {
        damaged.put(epoch, e.about(object.name()));
      }
    }

    Optional<CryptoException> anyDamage() {
      return damaged.values().stream().findFirst();
    }

    /// @throws CryptoException if one of them is damaged, and no other one has the key of its epoch
    void requireSound(Members members, VaultKeys keys) throws CryptoException {
      for (EpochEntry e : members.epochs())
        if (damaged.containsKey(e.id()) && keys.epoch(e.id()).isEmpty()) throw damaged.get(e.id());
    }

    List<SealingKey> alleged(EpochId epoch) {
      return opened.stream()
          .flatMap(e -> e.keys().epoch(epoch).stream())
          .map(EpochKeys::members)
          .toList();
    }
  }

  /// Those of epochs that an entry begins. Whoever knows a replaced root secret can begin one with one key and give another: what does not fit there is nobody's key.
  private static List<Envelope> counting(List<Envelope> envelopes, Members members) {
    Set<EpochId> aside =
        members.asideEpochs().stream().map(EpochEntry::id).collect(Collectors.toSet());
    return envelopes.stream()
        .filter(e -> members.isBegun(e.epoch()))
        .filter(e -> !aside.contains(e.epoch()) || fits(e, members))
        .toList();
  }

  private static boolean fits(Envelope envelope, Members members) {
    try {
      members.check(envelope.keys().begun(members));
      envelope.verifySigner(members);
      return true;
    } catch (IntegrityException e) {
      return false;
    }
  }

  /// A root of which no entry tells is that of a passphrase or key that never came to count.
  private static CryptoException notBegun(String suffix, Collection<VaultObject> members) {
    return suffix.equals(ROOT) ? new AuthException() : missing(suffix, members);
  }

  private static VaultKeys union(List<Envelope> envelopes) throws IntegrityException {
    VaultKeys keys = envelopes.getFirst().keys();
    for (Envelope e : envelopes) keys = keys.union(e.keys());
    return keys;
  }

  /// Members are sealed under the epochs whose envelopes are wanted, or so they say.
  private static MissingException missing(String suffix, Collection<VaultObject> members) {
    for (VaultObject o : members) {
      try {
        EpochId epoch = SealedObject.parse(o.bytes()).allegedEpoch();
        return new MissingException(ObjectNames.ENVELOPES + epoch + suffix, " is missing");
      } catch (CryptoException e) {
        continue; // it says nothing
      }
    }
    return new MissingException("the vault's envelopes and members are missing");
  }

  private static EpochId epoch(String name, String suffix) throws CryptoException {
    try {
      return new EpochId(
          Id128.parse(
              name.substring(ObjectNames.ENVELOPES.length(), name.length() - suffix.length())));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IntegrityException(name + " is no name of an envelope").about(name);
    }
  }

  /// An active recipient holds every epoch that lists it.
  private static void requireAll(OpenedVault opened, DeviceId device) throws MissingException {
    for (EpochEntry e : opened.members().epochs()) {
      if (e.recipients().contains(device) && opened.keys().epoch(e.id()).isEmpty()) {
        throw new MissingException(
            ObjectNames.envelope(e.id(), device),
            " is missing; any other device of the vault can write it again");
      }
    }
  }
}
