package org.tidelock.engine.merge;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// 100,000 random histories in every run. One that fails is run again by `-Dtidelock.merge.seed=N`; another number of them by
/// `-Dtidelock.merge.histories=N`.
class MergeHistoriesTest {
  @Test
  void theMergeAgreesWithItsReferenceOnRandomHistories() {
    Long only = Long.getLong("tidelock.merge.seed");
    long first = only != null ? only : new Random().nextInt(1 << 30) * 1_000_000L;
    int count = only != null ? 1 : Integer.getInteger("tidelock.merge.histories", 100_000);
    System.out.println("merge histories: seeds from " + first);
    long start = System.nanoTime();
    long commits = 0;
    for (int i = 0; i < count; i++) commits += run(first + i);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d merge histories of %.1f commits in %.1f s: %.0f a second%n",
        count, (double) commits / count, seconds, count / seconds);
  }

  private static int run(long seed) {
    History history = new History(seed, false);
    try {
      history.run();
      return history.commits();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      History again = new History(seed, true);
      try {
        again.run();
      } catch (RuntimeException | AssertionError | StackOverflowError _) {
        // The same once more; only its trace is wanted.
      }
      throw new AssertionError(
          "history -Dtidelock.merge.seed="
              + seed
              + " failed: "
              + e.getMessage()
              + "\n"
              + String.join("\n", again.trace),
          e);
    }
  }
}
