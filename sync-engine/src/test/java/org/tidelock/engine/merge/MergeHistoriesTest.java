package org.tidelock.engine.merge;

import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.index.IndexMergers;

/// 100,000 random histories over states on the heap, and 1,000 over states in the index, in every run; in a heavy one 100,000 over these, too, as it is the index that people have. One that
/// fails is run again by `-Dtidelock.merge.seed=N`; another number of them by `-Dtidelock.merge.histories=N` and `-Dtidelock.merge.indexed=N`.
class MergeHistoriesTest {
  @Test
  void theMergeAgreesWithItsReferenceOnRandomHistories() {
    run("merge histories", "tidelock.merge.histories", 100_000, _ -> Merger.onTheHeap());
  }

  /// 10,000 took more than twenty seconds.
  @Test
  void soDoesTheMergeInTheIndex() {
    inTheIndex(1_000);
  }

  @Tag("heavy")
  @Test
  void soDoesTheMergeInTheIndexAsOften() {
    inTheIndex(100_000);
  }

  private static void inTheIndex(int usual) {
    try (IndexMergers indexes = new IndexMergers()) {
      run("merge histories in the index", "tidelock.merge.indexed", usual, indexes::of);
    }
  }

  private static void run(String what, String many, int usual, IntFunction<Merger> mergers) {
    Long only = Long.getLong("tidelock.merge.seed");
    long first = only != null ? only : new Random().nextInt(1 << 30) * 1_000_000L;
    int count = only != null ? 1 : Integer.getInteger(many, usual);
    System.out.println(what + ": seeds from " + first);
    long start = System.nanoTime();
    long commits = 0;
    for (int i = 0; i < count; i++) commits += run(first + i, mergers);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d %s of %.1f commits in %.1f s: %.0f a second%n",
        count, what, (double) commits / count, seconds, count / seconds);
  }

  private static int run(long seed, IntFunction<Merger> mergers) {
    History history = new History(seed, false, mergers);
    try {
      history.run();
      return history.commits();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      History again = new History(seed, true, mergers);
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
