package org.tidelock.engine.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.profile.Choices;
import org.tidelock.engine.record.Stop;
import org.tidelock.engine.status.StatusBoard;

/// A pause of syncing, kept in the profile: it survives a restart. It stops what the watch is doing. Its beginning and its end are told. Thread-safe.
final class Pause implements Stop, AutoCloseable {
  private static final Instant FOR_EVER = Instant.ofEpochMilli(Long.MAX_VALUE / 2);

  private final Gate gate;
  private final Choices choices;
  private final StatusBoard board;
  private final Listeners listeners;
  private final Time time;
  private final PauseEnd end;
  private volatile Instant until;

  Pause(Gate gate, Choices choices, StatusBoard board, Listeners listeners, Time time) {
    this.gate = gate;
    this.choices = choices;
    this.board = board;
    this.listeners = listeners;
    this.time = time;
    this.until = board.pausedUntil().orElse(Instant.EPOCH);
    this.end = new PauseEnd(time, this::left, listeners::tellStatus);
    if (left().isPresent()) end.begins();
  }

  /// For a time, or until [#end].
  void begin(Optional<Duration> length) throws TidelockException {
    Instant last = length.map(time.instant()::plus).orElse(FOR_EVER);
    gate.run(() -> choices.pauseUntil(last));
    until = last;
    end.begins();
    listeners.tellStatus();
  }

  void end() throws TidelockException {
    gate.run(choices::endPause);
    until = Instant.EPOCH;
    listeners.tellStatus();
  }

  @Override
  public boolean isAsked() {
    return time.instant().isBefore(until);
  }

  /// What is left of it, if there is one.
  Optional<Duration> left() {
    return gate.pass(board::pausedUntil).map(until -> Duration.between(time.instant(), until));
  }

  /// Returns when it tells nothing any more.
  @Override
  public void close() {
    end.close();
  }
}
