package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.local.LocalPath;

/// When what could not be read is tried again. Times in whole seconds.
final class RetriesTest {
  private static final long SECOND = 1_000_000_000;
  private static final Set<LocalPath> FOLDER = Set.of(LocalPath.of("d"));

  private final Retries retries = new Retries();

  private static SyncReport unreadable(String... files) {
    SyncReport.Moved nothing = new SyncReport.Moved(0, 0, 0);
    return new SyncReport(
        State.ATTENTION,
        nothing,
        nothing,
        List.of(),
        List.of(),
        Stream.of(files).map(f -> new SyncReport.Problem("LOC-03", f, "in use")).toList());
  }

  private List<Integer> tries(int until) {
    List<Integer> tries = new ArrayList<>();
    for (int now = 0; now < until; now++) {
      if (!retries.take(now * SECOND).isEmpty()) tries.add(now);
      retries.after(unreadable("d/f"), now * SECOND);
    }
    return tries;
  }

  @Test
  void itWaitsLongerEachTimeAndThenLeavesItToTheWholeLook() {
    assertThat(tries(3600)).containsExactly(5, 15, 35, 75, 135);
  }

  @Test
  void anotherFileBeginsAnew() {
    assertThat(tries(200)).hasSize(5);
    retries.after(unreadable("d/f", "d/g"), 200 * SECOND);
    assertThat(retries.untilDue(200 * SECOND)).isEqualTo(5 * SECOND);
    assertThat(retries.take(205 * SECOND)).isEqualTo(FOLDER);
  }

  @Test
  void whatCanBeReadAgainIsNotTried() {
    retries.after(unreadable("d/f"), 0);
    retries.after(unreadable(), SECOND);
    assertThat(retries.untilDue(SECOND)).isEqualTo(Long.MAX_VALUE);
    assertThat(retries.take(10 * SECOND)).isEmpty();
    retries.after(unreadable("d/f"), 20 * SECOND);
    assertThat(retries.untilDue(20 * SECOND)).isEqualTo(5 * SECOND);
  }
}
