package org.tidelock.engine.core;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.local.LocalPath;

/// When files that could not be read are tried again: a program that ends using a file without having written to it changes nothing that a watch could tell.
/// First after 5 seconds, then each time after twice as long until that would be more than a minute; from then on with the look at everything. Times are in
/// nanoseconds, as in [Agenda]. Not thread-safe.
final class Retries {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /// In use, or not to be read for another reason.
  private static final Set<String> CODES = Set.of("LOC-03", "LOC-04");

  private Set<LocalPath> files = Set.of();
  private Duration wait = FIRST;
  private Optional<Long> next = Optional.empty();

  /// Notes what a round could not read.
  void after(SyncReport report, long now) {
    Set<LocalPath> found = new HashSet<>();
    for (SyncReport.Problem p : report.problems())
      if (CODES.contains(p.code()) && !p.path().isEmpty())
        found.add(LocalPath.of(p.path().split("/")));
    if (!files.containsAll(found)) wait = FIRST;
    boolean isNew = !files.containsAll(found) || next.isEmpty();
    files = Set.copyOf(found);
    if (found.isEmpty()) next = Optional.empty();
    else if (isNew) next = Optional.of(now + wait.toNanos()).filter(_ -> !isGivenUp());
  }

  private boolean isGivenUp() {
    return wait.compareTo(LONGEST) > 0;
  }

  /// Nanoseconds until [#take] has something; not positive if it has.
  long untilDue(long now) {
    return next.map(at -> at - now).orElse(Long.MAX_VALUE);
  }

  /// The folders to look at now, which takes them.
  Set<LocalPath> take(long now) {
    if (untilDue(now) > 0) return Set.of();
    next = Optional.empty();
    Duration twice = wait.multipliedBy(2);
    boolean last = wait.equals(LONGEST);
    wait = !last && twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    return files.stream().map(LocalPath::parent).collect(Collectors.toSet());
  }
}
