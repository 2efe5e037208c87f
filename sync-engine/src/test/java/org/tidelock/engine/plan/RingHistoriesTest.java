package org.tidelock.engine.plan;

import org.junit.jupiter.api.Test;

/// Random histories of whole devices in memory: record, merge, plan, apply, with interrupted and blocked plans; always the same ones, so that it fails only
/// by what was changed. `-Dtidelock.plan.histories=N` runs so many new ones; one that fails is run again by `-Dtidelock.plan.seed=N`.
final class RingHistoriesTest {
  private static final long KEPT = 5_000;

  @Test
  void everyDiskBecomesTheMergedTreeAndNothingIsLost() {
    Long only = Long.getLong("tidelock.plan.seed");
    Long asked = Long.getLong("tidelock.plan.histories");
    long first = only != null ? only : asked != null ? System.nanoTime() : KEPT;
    long count = only != null ? 1 : asked != null ? asked : 5_000;
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
