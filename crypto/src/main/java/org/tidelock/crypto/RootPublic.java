package org.tidelock.crypto;

import java.util.Arrays;

/// The public keys of a root secret. A root signature is Ed25519 64 ‖ ML-DSA-65 3309, and both must verify.
public final class RootPublic {
  static final int SIGNATURE = Ed25519.SIGNATURE + MlDsa.SIGNATURE;
  static final int ENCODED = Ed25519.PUBLIC + MlDsa.PUBLIC;
  private final byte[] keys;

  RootPublic(byte[] keys) {
    this.keys = Bytes.exactly(ENCODED, keys, "a root's public keys").clone();
  }

  /// Ed25519 32 ‖ ML-DSA-65 1952.
  public byte[] bytes() {
    return keys.clone();
  }

  /// The first 16 bytes of SHA-256 over both keys. Names the key that opens root envelopes.
  public Id128 id() {
    return Id128.of(Bytes.slice(Hash256.sha256(keys).bytes(), 0, Id128.BYTES));
  }

  boolean verify(SignaturePurpose purpose, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE) return false;
    byte[] labelled = purpose.labelled(message);
    return Ed25519.verify(
            Bytes.slice(keys, 0, Ed25519.PUBLIC),
            labelled,
            Bytes.slice(signature, 0, Ed25519.SIGNATURE))
        && MlDsa.verify(
            Bytes.slice(keys, Ed25519.PUBLIC, MlDsa.PUBLIC),
            labelled,
            Bytes.slice(signature, Ed25519.SIGNATURE, MlDsa.SIGNATURE));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RootPublic other && Arrays.equals(keys, other.keys);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys);
  }

  @Override
  public String toString() {
    return "RootPublic(" + id() + ")";
  }
}
