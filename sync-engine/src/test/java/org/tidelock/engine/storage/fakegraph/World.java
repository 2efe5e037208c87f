package org.tidelock.engine.storage.fakegraph;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the hosts have in common. Thread-safe.
final class World {
  /// What was sent before the answer came is nobody's fault.
  private static final Duration ON_THE_WAY = Duration.ofMillis(300);

  final FakeClock clock = new FakeClock();
  final Faults faults = new Faults();
  final List<String> complaints = new CopyOnWriteArrayList<>();
  volatile int mostAtOnce = 64;
  private volatile Instant leftAloneFrom = Instant.MIN;
  private volatile Instant leftAloneUntil = Instant.MIN;

  void complain(String about) {
    complaints.add(about);
  }

  void leaveAlone(Duration time) {
    leftAloneFrom = clock.instant().plus(ON_THE_WAY);
    leftAloneUntil = clock.instant().plus(time);
  }

  boolean isThrottled() {
    Instant now = clock.instant();
    return now.isAfter(leftAloneFrom) && now.isBefore(leftAloneUntil);
  }
}
