package org.tidelock.app.ui.fake;

import java.security.SecureRandom;
import java.util.Random;

/// Random numbers that are always the same, for pictures. Never for keys of anything real.
public final class FixedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;
  private final Random source;

  public FixedRandom(long seed) {
    this.source = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    // The superclass seeds itself through here before this object is made.
    if (source != null) {
      source.nextBytes(bytes);
    }
  }
}
