package org.tidelock.engine.plan;

import org.junit.jupiter.api.Test;

/// Random histories of whole devices in memory: record, merge, plan, apply, with interrupted and blocked plans. One that fails is run again by
/// `-Dtidelock.plan.seed=N`; another number of them by `-Dtidelock.plan.histories=N`.
final class RingHistoriesTest {
  @Test
  void everyDiskBecomesTheMergedTreeAndNothingIsLost() {
    Long only = Long.getLong("tidelock.plan.seed");
    long first = only != null ? only : System.nanoTime();
    long count = only != null ? 1 : Long.getLong("tidelock.plan.histories", 5_000);
    System.out.println("ring histories: seeds from " + first);
    for (long seed = first; seed < first + count; seed++) run(seed);
  }

  private static void run(long seed) {
    try {
      new RingHistory(seed, false).run();
    } catch (RuntimeException | AssertionError e) {
      RingHistory again = new RingHistory(seed, true);
      try {
        again.run();
      } catch (RuntimeException | AssertionError same) {
        throw new AssertionError(
            "history -Dtidelock.plan.seed=" + seed + "\n" + String.join("\n", again.trace), same);
      }
      throw new AssertionError("history " + seed + " failed once and not again", e);
    }
  }
}
