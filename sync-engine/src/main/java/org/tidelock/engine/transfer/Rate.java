package org.tidelock.engine.transfer;

import java.time.Duration;
import java.util.Optional;

/// How fast work has gone so far.
///
/// @param elapsed since it began
/// @param done of `total` bytes
record Rate(Duration elapsed, long done, long total) {
  private static final Duration STEADY = Duration.ofSeconds(10);

  double bytesPerSecond() {
    return done / Math.max(0.001, elapsed.toMillis() / 1000.0);
  }

  /// Empty until the speed says something.
  Optional<Duration> remaining() {
    double speed = bytesPerSecond();
    return elapsed.compareTo(STEADY) < 0 || speed < 1
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((long) ((total - done) / speed)));
  }
}
