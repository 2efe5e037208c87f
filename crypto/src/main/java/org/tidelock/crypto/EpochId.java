package org.tidelock.crypto;

import java.security.SecureRandom;

/// Names an epoch key. Random; the epoch's number, not this id, orders epochs.
public record EpochId(Id128 value) implements Comparable<EpochId> {
  public static EpochId random(SecureRandom random) {
    return new EpochId(Id128.random(random));
  }

  public static EpochId of(byte[] bytes) {
    return new EpochId(Id128.of(bytes));
  }

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
