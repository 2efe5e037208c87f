package org.tidelock.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;

/// The 256-bit secret of a file for the file's whole life, kept over edits and renames. It lives only in sealed operations and in the
/// sealed columns of the index; the chunk-id key, the gear table and the file keys derive from it (docs/vault-format.md).
public final class LineageKey {
  /// Length in bytes.
  public static final int BYTES = 32;

  private final byte[] key;

  private LineageKey(byte[] key) {
    this.key = key;
  }

  /// The key of a new file.
  public static LineageKey random(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new LineageKey(key);
  }

  /// Copies 32 secret bytes, as read from a sealed operation.
  /// @throws IllegalArgumentException if there are not exactly 32
  public static LineageKey of(byte[] secret) {
    if (secret.length != BYTES) throw new IllegalArgumentException("a lineage key has 32 bytes");
    return new LineageKey(secret.clone());
  }

  /// A copy of the secret, for sealing. The caller wipes it.
  public byte[] secretBytes() {
    return key.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LineageKey other && MessageDigest.isEqual(key, other.key);
  }

  @Override
  public int hashCode() {
    return 0x71de; // Secrets do not feed hash codes; lineage keys are never map keys.
  }

  @Override
  public String toString() {
    return "LineageKey(secret)";
  }
}
