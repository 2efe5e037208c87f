package org.tidelock.crypto;

import java.security.SecureRandom;

/// A device's own secret keys: an Ed25519 seed and an X-Wing seed. Thread-safe.
public final class DeviceKeys {
  /// Bytes of a signature.
  public static final int SIGNATURE = Ed25519.SIGNATURE;

  private final DevicePublic publicKeys;
  private final byte[] signingSeed;
  private final byte[] sealingSeed;

  DeviceKeys(DeviceId id, byte[] signingSeed, byte[] sealingSeed) {
    this.signingSeed = Bytes.exactly(Ed25519.SEED, signingSeed, "an Ed25519 seed").clone();
    this.sealingSeed = Bytes.exactly(Hpke.SEED, sealingSeed, "an X-Wing seed").clone();
    publicKeys = new DevicePublic(id, Ed25519.publicKey(signingSeed), Hpke.publicKey(sealingSeed));
  }

  /// A new device with a random id.
  public static DeviceKeys generate(SecureRandom random) {
    byte[] signing = new byte[Ed25519.SEED];
    byte[] sealing = new byte[Hpke.SEED];
    random.nextBytes(signing);
    random.nextBytes(sealing);
    return new DeviceKeys(DeviceId.random(random), signing, sealing);
  }

  /// The device whose keys these are.
  public DeviceId id() {
    return publicKeys.id();
  }

  /// What others know of it.
  public DevicePublic publicKeys() {
    return publicKeys;
  }

  /// 64 bytes over the purpose's label and the message. The message names the vault and what else must not be exchanged.
  public byte[] sign(SignaturePurpose purpose, byte[] message) {
    return Ed25519.sign(signingSeed, publicKeys.signing(), purpose.labelled(message));
  }

  byte[] openEnvelope(byte[] associatedData, byte[] sealed) throws IntegrityException {
    return Hpke.open(sealingSeed, associatedData, sealed);
  }

  byte[] signingSeed() {
    return signingSeed.clone();
  }

  byte[] sealingSeed() {
    return sealingSeed.clone();
  }

  @Override
  public String toString() {
    return "DeviceKeys(" + id() + ", secret)";
  }
}
