package org.tidelock.app.ui.rewind;

import java.time.Clock;

/// How long news wait before something is asked anew: ten times as long as the last answer took, so that a large vault in which much happens is not looked
/// through all the time. Thread-safe.
final class NewsPace {
  private static final long LEAST_MILLIS = 500;
  private static final long MOST_MILLIS = 60_000;
  private static final int TIMES = 10;

  private final Clock clock;
  private volatile long pauseMillis = LEAST_MILLIS;

  /// An answer that takes its time.
  interface Question<T> {
    T ask() throws Exception;
  }

  NewsPace(Clock clock) {
    this.clock = clock;
  }

  <T> T measured(Question<T> question) throws Exception {
    long begun = clock.millis();
    T answer = question.ask();
    pauseMillis = Math.clamp(TIMES * (clock.millis() - begun), LEAST_MILLIS, MOST_MILLIS);
    return answer;
  }

  long pauseMillis() {
    return pauseMillis;
  }
}
