package org.tidelock.engine.effects;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// What time it is, and waiting for it. Thread-safe.
public interface Time extends InstantSource {
  /// Of a clock that never goes back and that nobody sets; only differences mean something.
  long nanos();

  /// Where this computer is, for hours of the day that a person names. A simulated one is nowhere in particular.
  default ZoneId zone() {
    return ZoneOffset.UTC;
  }

  void sleep(Duration time) throws InterruptedException;

  /// Goes on beside the caller, until closed: one turn after another, never two at once.
  ///
  /// @param name for people who look at threads
  /// @param first how long to rest before the first turn
  Loop loop(String name, Duration first, Turn turn);
}
