package org.tidelock.crypto;

import java.security.SecureRandom;

/// One incarnation of a device: a fresh id each time its log cannot be safely continued.
public record WriterId(Id128 value) implements Comparable<WriterId> {
  /// A new id for a new writer.
  public static WriterId random(SecureRandom random) {
    return new WriterId(Id128.random(random));
  }

  /// Reads 16 bytes.
  /// @throws IllegalArgumentException if there are not exactly 16
  public static WriterId of(byte[] bytes) {
    return new WriterId(Id128.of(bytes));
  }

  /// The 16 bytes, a fresh array.
  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(WriterId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
