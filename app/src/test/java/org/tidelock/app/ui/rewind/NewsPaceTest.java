package org.tidelock.app.ui.rewind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.TestClock;

/// How often is asked anew.
final class NewsPaceTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-24T14:33:00Z"));
  private final NewsPace pace = new NewsPace(clock);

  private long after(Duration answer) throws Exception {
    pace.measured(
        () -> {
          clock.advance(answer);
          return "";
        });
    return pace.pauseMillis();
  }

  @Test
  void whatTakesLongIsAskedSeldom() throws Exception {
    assertThat(pace.pauseMillis()).isEqualTo(500);
    assertThat(after(Duration.ofMillis(50))).isEqualTo(500);
    assertThat(after(Duration.ofSeconds(4))).isEqualTo(40_000);
    assertThat(after(Duration.ofMinutes(5))).isEqualTo(60_000);
    assertThat(after(Duration.ofSeconds(-9))).as("a clock that was set back").isEqualTo(500);
  }
}
