package org.tidelock.app.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How fast data moved in the last ten minutes, in slots of ten seconds. A slot is the mean of what was measured in it, and zero
/// if nothing was: the engine speaks only while it works.
public final class SpeedHistory {
  private static final int SLOTS = 60;
  private static final long SLOT_SECONDS = 10;

  private final Map<Long, Slot> slots = new TreeMap<>();

  private record Slot(double sum, int count) {
    Slot plus(double value) {
      return new Slot(sum + value, count + 1);
    }

    double mean() {
      return sum / count;
    }
  }

  /// @param speed bytes per second, both directions together
  public void record(Instant at, double speed) {
    slots.merge(slot(at), new Slot(speed, 1), (old, _) -> old.plus(speed));
    slots.keySet().removeIf(number -> number <= slot(at) - SLOTS);
  }

  /// Oldest first.
  public List<Double> until(Instant now) {
    var samples = new ArrayList<Double>();
    for (long number = slot(now) - SLOTS + 1; number <= slot(now); number++) {
      var slot = slots.get(number);
      samples.add(slot == null ? 0 : slot.mean());
    }
    return samples;
  }

  private static long slot(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SLOT_SECONDS);
  }
}
