package org.tidelock.crypto;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Makes a vault with one device, one passphrase slot and one recovery slot.
public final class NewVault {
  private NewVault() {}

  /// With the policy's cost. Takes about a second and 256 MiB.
  /// @throws CryptoException LIMIT for a device name of more than 256 bytes, or too little memory
  public static CreatedVault create(
      Passphrase passphrase, String deviceName, SecureRandom random, InstantSource clock)
      throws CryptoException {
    return create(passphrase, Argon2Params.POLICY, deviceName, random, clock);
  }

  /// As [#create(Passphrase, String, SecureRandom, InstantSource)] at another cost.
  /// @param cost at least [Argon2Params#FLOOR]
  /// @throws LimitException for a device name of more than 256 bytes, or too little memory
  public static CreatedVault create(
      Passphrase passphrase,
      Argon2Params cost,
      String deviceName,
      SecureRandom random,
      InstantSource clock)
      throws CryptoException {
    VaultId vault = VaultId.random(random);
    byte[] secret = bytes(random);
    try (RootKeys root = new RootKeys(vault, secret)) {
      VaultHeader header = new VaultHeader(vault, root.publicKeys());
      EpochKeys epoch = new EpochKeys(vault, EpochId.random(random), 1, bytes(random));
      VaultKeys keys = new VaultKeys(vault, bytes(random), List.of(epoch));
      DeviceKeys device = DeviceKeys.generate(random);
      RecoveryKey recovery = RecoveryKey.random(random);
      Slot first = Slot.create(ObjectType.SLOT, vault, passphrase, cost, secret, random);
      Slot second = Slot.create(ObjectType.SLOT, vault, recovery, cost, secret, random);
      VaultObject entry =
          MemberEntry.write(
              vault,
              List.of(),
              root,
              epoch,
              clock.instant(),
              List.of(
                  new Change.FormatFloor(SealedObject.FORMAT),
                  new Change.NewEpoch(
                      epoch.id(),
                      1,
                      epoch.commitment(),
                      keys.contentCommitment(),
                      List.of(device.id())),
                  new Change.AddDevice(deviceName, device.publicKeys(), epoch.id()),
                  new Change.AddSlot(first.id(), first.object().hash(), first.kind()),
                  new Change.AddSlot(second.id(), second.object().hash(), second.kind())));
      List<VaultObject> objects =
          List.of(
              first.object(),
              second.object(),
              Envelope.forRoot(keys, root),
              Envelope.forDevice(keys, device.publicKeys(), Envelope.Signer.of(root)),
              entry,
              new VaultObject(VaultHeader.NAME, header.bytes()));
      return new CreatedVault(
          header, device, keys, recovery, Members.verify(header, List.of(entry), keys), objects);
    } finally {
      Bytes.wipe(secret);
    }
  }

  static byte[] bytes(SecureRandom random) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return secret;
  }
}
