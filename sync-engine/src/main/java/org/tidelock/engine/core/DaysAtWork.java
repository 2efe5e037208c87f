package org.tidelock.engine.core;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.index.Tables;

/// Counts the days on which this device was at work, whatever date its clock says: a clock that jumps, in either direction, makes one day more. So a wrong
/// clock empties no trash. On the engine's thread.
final class DaysAtWork {
  /// So many days at work something is in the trash at least.
  static final int SETTLED = 7;

  private static final String COUNT = "days-at-work";
  private static final String LAST = "last-day-at-work";
  private static final String SEEN = "trash-days";

  private final Tables tables;
  private final InstantSource clock;

  DaysAtWork(Tables tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /// Those of these days of the trash that this device has known for long enough. Of the others it is noted that they are there.
  Set<LocalDate> settled(Set<LocalDate> days) {
    long now = today();
    Map<LocalDate, Long> before = seen();
    Map<LocalDate, Long> seen = new TreeMap<>();
    Set<LocalDate> settled = new TreeSet<>();
    for (LocalDate day : days) {
      long since = before.getOrDefault(day, now);
      seen.put(day, since);
      if (now - since >= SETTLED) settled.add(day);
    }
    if (!seen.equals(before)) note(seen);
    return settled;
  }

  /// Whether this is asked for the first time on a day.
  ///
  /// @param what names the question in the index
  boolean isFirst(String what) {
    long now = today();
    if (tables.meta().number(what).filter(last -> last == now).isPresent()) return false;
    tables.meta().putNumber(what, now);
    return true;
  }

  private long today() {
    MetaTable meta = tables.meta();
    long date = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    long count = meta.number(COUNT).orElse(0L);
    if (meta.number(LAST).filter(last -> last == date).isPresent()) return count;
    tables
        .db()
        .transaction(
            () -> {
              meta.putNumber(COUNT, count + 1);
              meta.putNumber(LAST, date);
              return true;
            });
    return count + 1;
  }

  private Map<LocalDate, Long> seen() {
    Map<LocalDate, Long> seen = new TreeMap<>();
    tables
        .meta()
        .text(SEEN)
        .orElse("")
        .lines()
        .map(line -> line.split(" "))
        .forEach(line -> seen.put(LocalDate.parse(line[0]), Long.valueOf(line[1])));
    return seen;
  }

  private void note(Map<LocalDate, Long> seen) {
    tables
        .meta()
        .putText(
            SEEN,
            seen.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining("\n")));
  }
}
