package org.tidelock.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Stories in which something did not hold once, as the simulator wrote them.
final class KeptStoriesTest {
  private static void holds(Story story) {
    assertThat(SimWorld.live(story)).isEmpty();
  }

  /// Read within the tick in which it got an old time, a file was taken for one that cannot change without a trace.
  @Test
  void aFileWhoseTimeWasSetBackIsReadAgain() {
    holds(
        new Story(
            202982126L,
            List.of(Drive.OLD_MAC, Drive.OLD_MAC),
            List.of(
                new Event.Act(0, new Deed.Write("a", 10, 6000)),
                new Event.Sync(
                    0,
                    List.of(),
                    List.of(
                        new Event.During(3, new Event.Act(0, new Deed.Touch("a", 1000000014L))))),
                new Event.Act(0, new Deed.Patch("a", 22)),
                new Event.Peace())));
  }
}
