package org.tidelock.engine.history;

import java.security.SecureRandom;
import org.tidelock.crypto.Id128;

/// Names a pack object. Random, never reused.
public record PackId(Id128 value) implements Comparable<PackId> {
  public static PackId random(SecureRandom random) {
    return new PackId(Id128.random(random));
  }

  public static PackId of(byte[] bytes) {
    return new PackId(Id128.of(bytes));
  }

  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(PackId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
