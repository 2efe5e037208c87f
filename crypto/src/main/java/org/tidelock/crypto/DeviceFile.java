package org.tidelock.crypto;

/// What a device keeps for itself: its keys, and which vault it belongs to. Lies sealed under the profile key in an owner-only file.
///
/// @param header the pinned identity of the vault, [VaultHeader#hash]
public record DeviceFile(VaultId vault, Hash256 header, DeviceKeys device) {
  private static final byte[] NO_IDS = new byte[0];

  /// The bytes of the file.
  public byte[] seal(ProfileKey profile) {
    byte[] body =
        Cbor.encode(
            new CborMap()
                .put(0, vault.bytes())
                .put(1, header.bytes())
                .put(2, device.id().bytes())
                .put(3, device.signingSeed())
                .put(4, device.sealingSeed()));
    try {
      return SealedObject.seal(
          ObjectType.DEVICE_FILE,
          ProfileKey.NO_VAULT,
          profile.id(),
          profile.sealing(),
          NO_IDS,
          body);
    } finally {
      Bytes.wipe(body);
    }
  }

  /// Opens what [#seal] made.
  /// @throws IntegrityException if the file is damaged or belongs to another profile key
  /// @throws UnsupportedException if a later version wrote it
  /// @throws LimitException for more than 64 KiB
  public static DeviceFile open(byte[] sealed, ProfileKey profile)
      throws IntegrityException, UnsupportedException, LimitException {
    byte[] body =
        SealedObject.parse(sealed)
            .open(ObjectType.DEVICE_FILE, ProfileKey.NO_VAULT, profile.sealing(), NO_IDS);
    try {
      CborMap map = Cbor.decode(body);
      map.knowsUpTo(4);
      return new DeviceFile(
          new VaultId(map.id(0)),
          map.hash(1),
          new DeviceKeys(new DeviceId(map.id(2)), map.bytes(3, 32), map.bytes(4, 32)));
    } finally {
      Bytes.wipe(body);
    }
  }

  @Override
  public String toString() {
    return "DeviceFile(" + vault + ", " + device + ")";
  }
}
