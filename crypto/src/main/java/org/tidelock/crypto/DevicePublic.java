package org.tidelock.crypto;

import java.util.Arrays;

/// A device's id and public keys: Ed25519 for what it signs, X-Wing for envelopes to it. Whether it belongs to a vault, [Members] says.
public final class DevicePublic {
  static final int ENCODED = Id128.BYTES + Ed25519.PUBLIC + Hpke.PUBLIC;
  private final DeviceId id;
  private final byte[] signing;
  private final byte[] sealing;

  DevicePublic(DeviceId id, byte[] signing, byte[] sealing) {
    this.id = id;
    this.signing = Bytes.exactly(Ed25519.PUBLIC, signing, "an Ed25519 key").clone();
    this.sealing = Bytes.exactly(Hpke.PUBLIC, sealing, "an X-Wing key").clone();
  }

  /// Reads what [#bytes] wrote, as in a pairing message.
  /// @throws IntegrityException for another length; whether the keys are any shows when they are used
  public static DevicePublic of(byte[] bytes) throws IntegrityException {
    if (bytes.length != ENCODED)
      throw new IntegrityException("a device's public keys have the wrong length");
    return new DevicePublic(
        DeviceId.of(Bytes.slice(bytes, 0, 16)),
        Bytes.slice(bytes, 16, Ed25519.PUBLIC),
        Bytes.slice(bytes, 48, Hpke.PUBLIC));
  }

  /// id 16 ‖ Ed25519 32 ‖ X-Wing 1216.
  public byte[] bytes() {
    return Bytes.concat(id.bytes(), signing, sealing);
  }

  /// The device whose keys these are.
  public DeviceId id() {
    return id;
  }

  /// True only if this device signed exactly this message for this purpose.
  public boolean verify(SignaturePurpose purpose, byte[] message, byte[] signature) {
    return Ed25519.verify(signing, purpose.labelled(message), signature);
  }

  byte[] signing() {
    return signing.clone();
  }

  byte[] sealing() {
    return sealing.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DevicePublic d
        && id.equals(d.id)
        && Arrays.equals(signing, d.signing)
        && Arrays.equals(sealing, d.sealing);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "DevicePublic(" + id + ")";
  }
}
