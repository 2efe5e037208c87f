package org.tidelock.crypto;

import java.security.SecureRandom;

/// The random identity of a vault, bound into every sealed object.
public record VaultId(Id128 value) implements Comparable<VaultId> {
  /// A new id for a new vault.
  public static VaultId random(SecureRandom random) {
    return new VaultId(Id128.random(random));
  }

  /// Reads 16 bytes.
  /// @throws IllegalArgumentException if there are not exactly 16
  public static VaultId of(byte[] bytes) {
    return new VaultId(Id128.of(bytes));
  }

  /// The 16 bytes, a fresh array.
  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(VaultId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
