package org.tidelock.engine.storage.fakegraph;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the hosts have in common. Thread-safe.
final class World {
  final FakeClock clock = new FakeClock();
  final Faults faults = new Faults();
  final List<String> complaints = new CopyOnWriteArrayList<>();
  volatile int mostAtOnce = 64;
  private volatile Instant leftAloneUntil = Instant.MIN;

  void complain(String about) {
    complaints.add(about);
  }

  void leaveAlone(Duration time) {
    leftAloneUntil = clock.instant().plus(time);
  }

  boolean isThrottled() {
    return clock.instant().isBefore(leftAloneUntil);
  }
}
