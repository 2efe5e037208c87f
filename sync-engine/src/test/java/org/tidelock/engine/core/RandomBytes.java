package org.tidelock.engine.core;

import java.util.Random;

/// Contents that nothing compresses, the same for the same seed.
public final class RandomBytes {
  private RandomBytes() {}

  public static byte[] of(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
