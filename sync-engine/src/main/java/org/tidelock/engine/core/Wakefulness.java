package org.tidelock.engine.core;

import java.time.Duration;
import java.time.Instant;
import org.tidelock.engine.effects.Time;

/// Notices that the computer has slept: the clock on the wall has gone on and the other one has not. A clock that was set looks the same, which does no
/// harm. For one thread.
final class Wakefulness {
  /// Clocks are corrected by less than that all the time.
  private static final Duration NOTABLE = Duration.ofSeconds(10);

  private final Time time;
  private Instant wall;
  private long nanos;

  Wakefulness(Time time) {
    this.time = time;
    this.wall = time.instant();
    this.nanos = time.nanos();
  }

  /// Since the last call.
  boolean hasSlept() {
    Instant now = time.instant();
    long nanosNow = time.nanos();
    Duration apart = Duration.between(wall, now).minusNanos(nanosNow - nanos).abs();
    wall = now;
    nanos = nanosNow;
    return apart.compareTo(NOTABLE) >= 0;
  }
}
