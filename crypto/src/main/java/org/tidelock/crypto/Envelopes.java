package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Opens the envelopes of one recipient, verifies the members with the keys inside, and the keys by the members.
public final class Envelopes {
  private static final int MAX = 4096;

  private Envelopes() {}

  /// How a device starts. Objects for others among the envelopes are ignored. A removed device gets an answer, too: see its [DeviceEntry].
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
    OpenedVault opened =
        open(
            header,
            "-root",
            envelopes,
            members,
            (epoch, bytes) -> Envelope.openAsRoot(root, header.vault(), epoch, bytes));
    for (EpochEntry e : opened.members().epochs()) {
      if (opened.keys().epoch(e.id()).isEmpty())
        throw new MissingException(ObjectNames.rootEnvelope(e.id()), " is missing");
    }
    return opened;
  }

  /// Any active device may write an envelope that another device misses; the commitments prove the keys inside.
  /// @throws CryptoException if the recipient is no active device, or the keys are not those of the members
  public static VaultObject write(
      DeviceKeys signer, VaultKeys keys, Members members, DeviceId recipient)
      throws CryptoException {
    DeviceEntry device =
        members
            .device(recipient)
            .filter(DeviceEntry::active)
            .orElseThrow(() -> new IntegrityException("this is not an active device of the vault"));
    members.check(keys);
    return Envelope.forDevice(keys, device.keys(), Envelope.Signer.of(signer));
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
    List<Envelope> mine = new ArrayList<>();
    for (VaultObject o : envelopes) {
      if (!o.name().endsWith(suffix)) continue;
      if (mine.size() == MAX) throw new LimitException("too many envelopes");
      mine.add(openOne(o, suffix, opener));
    }
    if (mine.isEmpty()) throw missing(suffix, memberObjects);
    VaultKeys keys = mine.getFirst().keys();
    for (Envelope e : mine) keys = keys.union(e.keys());
    Members members = Members.verify(header, memberObjects, keys);
    for (Envelope e : mine) e.verifySigner(members);
    return new OpenedVault(keys, members);
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

  private static Envelope openOne(VaultObject object, String suffix, Opener opener)
      throws CryptoException {
    String name = object.name();
    try {
      EpochId epoch =
          new EpochId(
              Id128.parse(
                  name.substring(ObjectNames.ENVELOPES.length(), name.length() - suffix.length())));
      return opener.open(epoch, object.bytes());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IntegrityException(name + " is no name of an envelope").about(name);
    } catch (CryptoException e) {
      throw e.about(name);
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
