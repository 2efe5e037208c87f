package org.tidelock.crypto;

import java.util.Arrays;

/// One object of the storage: its name and its bytes. Nothing about either is verified. The array is not copied: nobody changes it.
public record VaultObject(String name, byte[] bytes) {
  /// SHA-256 of the bytes.
  public Hash256 hash() {
    return Hash256.sha256(bytes);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof VaultObject other
        && name.equals(other.name)
        && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + bytes.length + " bytes)";
  }
}
