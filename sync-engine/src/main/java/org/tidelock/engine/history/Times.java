package org.tidelock.engine.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times on the wire: microseconds since 1970, negative before.
final class Times {
  private Times() {}

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
