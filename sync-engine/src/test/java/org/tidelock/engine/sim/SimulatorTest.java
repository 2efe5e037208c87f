package org.tidelock.engine.sim;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stories of one to six devices that chance has made up, told to the engine on one thread; all that must hold is looked at ([Property]).
///
/// `-Dtidelock.seed=N` begins with that one, `-Dtidelock.sim.seeds=N` tells so many. A story that fails is told in short, as source for [KeptStoriesTest].
final class SimulatorTest {
  private static final int EVENTS = 40;

  /// Where the normal run begins: always with the same stories, so that it fails only by what was changed. The heavy one looks for new ones.
  private static final long KEPT = 5_000;

  @Test
  void storiesHold() {
    tell(KEPT, 100, 40);
  }

  @Test
  @Tag("heavy")
  void manyStoriesHold() {
    tell(new Random().nextLong(1_000_000_000), 3_000, 7_200);
  }

  /// @param seconds no more are begun then, unless their number was asked for
  private static void tell(long begin, int seeds, long seconds) {
    long first = Long.getLong("tidelock.seed", begin);
    boolean asked = Long.getLong("tidelock.seed") != null;
    long count = Integer.getInteger("tidelock.sim.seeds", asked ? 1 : seeds);
    boolean all = asked || Integer.getInteger("tidelock.sim.seeds") != null;
    System.out.println("SimulatorTest: seeds from " + first);
    long start = System.nanoTime();
    long told = 0;
    while (told < count && (all || System.nanoTime() - start < seconds * 1_000_000_000L)) {
      tell(first + told);
      told++;
    }
    long ms = (System.nanoTime() - start) / 1_000_000;
    System.out.println("SimulatorTest: " + told + " stories from " + first + " in " + ms + " ms");
  }

  private static void tell(long seed) {
    StoryTeller.Told told = StoryTeller.tell(seed, EVENTS);
    if (told.violation().isEmpty()) return;
    Violation violation = told.violation().get();
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
