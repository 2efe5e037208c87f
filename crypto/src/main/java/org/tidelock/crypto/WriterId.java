package org.tidelock.crypto;

import java.security.SecureRandom;

/// One incarnation of a device: a fresh id each time its log cannot be safely continued.
public record WriterId(Id128 value) implements Comparable<WriterId> {
  public static WriterId random(SecureRandom random) {
    return new WriterId(Id128.random(random));
  }

  public static WriterId of(byte[] bytes) {
    return new WriterId(Id128.of(bytes));
  }

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
