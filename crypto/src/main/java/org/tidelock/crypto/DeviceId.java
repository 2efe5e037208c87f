package org.tidelock.crypto;

import java.security.SecureRandom;

/// One profile on one computer, as the members list knows it.
public record DeviceId(Id128 value) implements Comparable<DeviceId> {
  /// A new id for a new device.
  public static DeviceId random(SecureRandom random) {
    return new DeviceId(Id128.random(random));
  }

  /// Reads 16 bytes.
  /// @throws IllegalArgumentException if there are not exactly 16
  public static DeviceId of(byte[] bytes) {
    return new DeviceId(Id128.of(bytes));
  }

  /// The 16 bytes, a fresh array.
  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
