package org.tidelock.engine.core;

import java.time.Duration;
import java.util.Random;

/// Random worlds, one after the other, as long as a test may take: always the same ones first, so that a test fails only by what was changed.
/// `-Dtidelock.worlds.seconds=N` looks for new ones, for so long; `-Dtidelock.seed=N` runs one world.
final class Worlds {
  interface World {
    void run() throws Exception;
  }

  interface Maker {
    World of(long seed);
  }

  private static final long KEPT = 5_000;

  private Worlds() {}

  /// @param seconds how long new worlds are begun, unless told otherwise
  /// @param least so many are run however long it takes
  /// @return how many there were
  static int run(long seconds, int least, Maker maker) throws Exception {
    Long one = Long.getLong("tidelock.seed");
    if (one != null) {
      maker.of(one).run();
      return 1;
    }
    Long asked = Long.getLong("tidelock.worlds.seconds");
    Random seeds = asked == null ? new Random(KEPT) : new Random();
    long end = System.nanoTime() + Duration.ofSeconds(asked == null ? seconds : asked).toNanos();
    int worlds = 0;
    while (worlds < least || System.nanoTime() < end) {
      maker.of(seeds.nextLong(1_000_000_000)).run();
      worlds++;
    }
    return worlds;
  }
}
