package org.tidelock.engine.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tidelock.engine.Diagnostics;
import org.tidelock.engine.effects.Time;

/// How many rounds there were since the vault was opened, and how long they took. Thread-safe.
final class RoundTimes {
  private final Time time;
  private Diagnostics.Rounds rounds = Diagnostics.Rounds.NONE;

  RoundTimes(Time time) {
    this.time = time;
  }

  /// @return for [#done]
  long begins() {
    return time.nanos();
  }

  synchronized void done(long begun) {
    Duration took = Duration.ofNanos(time.nanos() - begun);
    rounds =
        new Diagnostics.Rounds(
            rounds.done() + 1,
            rounds.failed(),
            now(),
            Optional.of(took),
            Optional.of(rounds.longest().filter(l -> l.compareTo(took) > 0).orElse(took)));
  }

  synchronized void failed() {
    rounds =
        new Diagnostics.Rounds(
            rounds.done(), rounds.failed() + 1, now(), rounds.last(), rounds.longest());
  }

  private Optional<Instant> now() {
    return Optional.of(time.instant());
  }

  /// So far.
  synchronized Diagnostics.Rounds soFar() {
    return rounds;
  }
}
