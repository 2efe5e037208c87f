package org.tidelock.app.ui.rewind;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.tidelock.app.ui.undo.BatchWords;
import org.tidelock.engine.ChangeBatch;

/// How much was changed when, in bars of one length side by side.
///
/// @param start of the first bar
/// @param bars how many items were changed in each
public record Histogram(Instant start, Duration bar, List<Long> bars) {
  public Histogram {
    bars = List.copyOf(bars);
  }

  /// What can be seen at once.
  public enum Range {
    DAY(Duration.ofMinutes(30), 48),
    WEEK(Duration.ofHours(3), 56),
    MONTH(Duration.ofHours(12), 62),
    YEAR(Duration.ofDays(7), 52);

    private final Duration bar;
    private final int bars;

    Range(Duration bar, int bars) {
      this.bar = bar;
      this.bars = bars;
    }

    Duration bar() {
      return bar;
    }

    Duration length() {
      return bar.multipliedBy(bars);
    }
  }

  /// Up to now, or, if the point lies before that, with the point in the third quarter.
  ///
  /// @param zone bars begin at full hours of its days
  static Histogram of(
      Collection<ChangeBatch> batches, Range range, Instant now, Instant point, ZoneId zone) {
    Instant end = after(now, range.bar, zone);
    if (point.isBefore(end.minus(range.length()))) {
      end = after(point.plus(range.length().dividedBy(4)), range.bar, zone);
    }
    Instant start = end.minus(range.length());
    long[] counts = new long[range.bars];
    for (var batch : batches) {
      if (!batch.from().isBefore(start) && batch.from().isBefore(end)) {
        int bar = (int) Duration.between(start, batch.from()).dividedBy(range.bar);
        counts[bar] += BatchWords.changes(batch);
      }
    }
    var bars = new ArrayList<Long>(range.bars);
    for (long count : counts) {
      bars.add(count);
    }
    return new Histogram(start, range.bar, bars);
  }

  /// The next end of a bar, counted from the midnight before.
  private static Instant after(Instant time, Duration bar, ZoneId zone) {
    var midnight = LocalDate.ofInstant(time, zone).atStartOfDay(zone).toInstant();
    if (bar.compareTo(Duration.ofDays(1)) > 0) {
      return LocalDate.ofInstant(time, zone).plusDays(1).atStartOfDay(zone).toInstant();
    }
    return midnight.plus(bar.multipliedBy(Duration.between(midnight, time).dividedBy(bar) + 1));
  }

  Instant end() {
    return start.plus(bar.multipliedBy(bars.size()));
  }

  Instant from(int index) {
    return start.plus(bar.multipliedBy(index));
  }

  long most() {
    return bars.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /// Where a time is, from 0 to 1.
  double share(Instant time) {
    double whole = Duration.between(start, end()).toMillis();
    return Math.clamp(Duration.between(start, time).toMillis() / whole, 0, 1);
  }

  Instant at(double share) {
    double whole = Duration.between(start, end()).toMillis();
    return start.plusMillis((long) (Math.clamp(share, 0, 1) * whole));
  }
}
