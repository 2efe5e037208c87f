package org.tidelock.crypto;

import java.security.SecureRandom;

/// Names an epoch key. Random; the epoch's number, not this id, orders epochs.
public record EpochId(Id128 value) implements Comparable<EpochId> {
  /// A new id for a new epoch.
  public static EpochId random(SecureRandom random) {
    return new EpochId(Id128.random(random));
  }

  /// Reads 16 bytes.
  /// @throws IllegalArgumentException if there are not exactly 16
  public static EpochId of(byte[] bytes) {
    return new EpochId(Id128.of(bytes));
  }

  /// The 16 bytes, a fresh array.
  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(EpochId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
