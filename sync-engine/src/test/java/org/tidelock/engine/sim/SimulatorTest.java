package org.tidelock.engine.sim;

import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stories of one to six devices that chance has made up, each told to the engine on one thread; all that must hold is looked at ([Property]).
///
/// `-Dtidelock.seed=N` begins with that one, `-Dtidelock.sim.seeds=N` tells so many. A story that fails is told in short, as source for [KeptStoriesTest].
final class SimulatorTest {
  private static final int EVENTS = 40;

  /// Where the normal run begins: always with the same stories, so that it fails only by what was changed. The heavy one looks for new ones.
  private static final long KEPT = 5_000;

  @Test
  void storiesHold() throws Exception {
    tell(KEPT, 300, 100);
  }

  @Test
  @Tag("heavy")
  void manyStoriesHold() throws Exception {
    tell(new Random().nextLong(1_000_000_000), 3_000, 7_200);
  }

  /// As many at once as the machine has cores: worlds share nothing.
  ///
  /// @param seconds no more are begun then, unless their number was asked for
  private static void tell(long begin, int seeds, long seconds) throws Exception {
    long first = Long.getLong("tidelock.seed", begin);
    boolean asked = Long.getLong("tidelock.seed") != null;
    long count = Integer.getInteger("tidelock.sim.seeds", asked ? 1 : seeds);
    boolean all = asked || Integer.getInteger("tidelock.sim.seeds") != null;
    System.out.println("SimulatorTest: seeds from " + first);
    long start = System.nanoTime();
    AtomicLong told = new AtomicLong();
    ConcurrentSkipListMap<Long, StoryTeller.Told> failed = new ConcurrentSkipListMap<>();
    Callable<Void> teller =
        () -> {
          while (failed.isEmpty()
              && (all || System.nanoTime() - start < seconds * 1_000_000_000L)) {
            long next = told.getAndUpdate(n -> Math.min(n + 1, count));
            if (next == count) break;
            StoryTeller.Told story = StoryTeller.tell(first + next, EVENTS);
            if (story.violation().isPresent()) failed.put(first + next, story);
          }
          return null;
        };
    int tellers = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(tellers)) {
      for (Future<Void> each : threads.invokeAll(Collections.nCopies(tellers, teller))) each.get();
    }
    long ms = (System.nanoTime() - start) / 1_000_000;
    System.out.println("SimulatorTest: " + told + " stories from " + first + " in " + ms + " ms");
    if (!failed.isEmpty()) fail(failed.firstKey(), failed.firstEntry().getValue());
  }

  private static void fail(long seed, StoryTeller.Told told) {
    Violation violation = told.violation().orElseThrow();
    Story shortest = new Stories(SimWorld::live).shortest(told.story(), violation.property());
    String again = SimWorld.live(shortest).map(Violation::getMessage).orElse("nothing, now");
    throw new AssertionError(
        "seed "
            + seed
            + ": "
            + violation.getMessage()
            + "\nIn short: "
            + JavaSource.of(shortest)
            + "\n"
            + again,
        violation);
  }
}
