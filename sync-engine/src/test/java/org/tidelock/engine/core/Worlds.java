package org.tidelock.engine.core;

import java.time.Duration;
import java.util.Random;

/// Random worlds, one after the other, as long as a test may take. `-Dtidelock.seed=N` runs one world; `-Dtidelock.worlds.seconds=N` goes on for so long.
final class Worlds {
  interface World {
    void run() throws Exception;
  }

  interface Maker {
    World of(long seed);
  }

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
    long end =
        System.nanoTime()
            + Duration.ofSeconds(Long.getLong("tidelock.worlds.seconds", seconds)).toNanos();
    Random seeds = new Random();
    int worlds = 0;
    while (worlds < least || System.nanoTime() < end) {
      maker.of(seeds.nextLong(1_000_000_000)).run();
      worlds++;
    }
    return worlds;
  }
}
