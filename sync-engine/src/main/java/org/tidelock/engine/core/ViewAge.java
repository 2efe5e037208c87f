package org.tidelock.engine.core;

import java.time.Duration;
import java.time.Instant;
import org.tidelock.engine.effects.Time;

/// How long ago this device has looked at what the others did, by both clocks: one stands still while the computer sleeps, the other one can be set.
final class ViewAge {
  /// Between a look and what is written on its strength.
  private static final Duration MOST = Duration.ofMinutes(10);

  private final Time time;
  private final Instant wall;
  private final long nanos;

  /// It has looked just now.
  ViewAge(Time time) {
    this.time = time;
    this.wall = time.instant();
    this.nanos = time.nanos();
  }

  boolean isOld() {
    boolean byWall = Duration.between(wall, time.instant()).abs().compareTo(MOST) > 0;
    return byWall || time.nanos() - nanos > MOST.toNanos();
  }
}
