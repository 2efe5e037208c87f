package org.tidelock.engine.prune;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/// How long what a file was is kept: everything for 30 days after it was replaced or deleted; to 90 days what was there at the end of each day, to a year what was there at the end
/// of each week; and what a deleted file was last counts as the state of that day and week. Days are those of UTC, weeks begin on Mondays.
final class Retention {
  static final Duration EVERYTHING = Duration.ofDays(30);
  static final Duration ONE_A_DAY = Duration.ofDays(90);
  static final Duration ONE_A_WEEK = Duration.ofDays(365);

  private Retention() {}

  /// @param began when it was there first
  /// @param ended when it was replaced, or deleted
  /// @param deleted whether nothing came in its place
  /// @return the moment from which nothing asks for it any more
  static Instant until(Instant began, Instant ended, boolean deleted) {
    LocalDate day = ended.minusNanos(1).atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate week = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    // What it was the end of: of the day and week before, or of those in which it was deleted.
    Instant endOfDay = start(deleted ? day.plusDays(1) : day);
    Instant endOfWeek = start(deleted ? week.plusWeeks(1) : week);
    Instant until = ended.plus(EVERYTHING);
    if (!began.isAfter(endOfDay)) until = Endings.later(until, endOfDay.plus(ONE_A_DAY));
    if (!began.isAfter(endOfWeek)) until = Endings.later(until, endOfWeek.plus(ONE_A_WEEK));
    return until;
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
