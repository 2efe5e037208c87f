package org.tidelock.engine.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.effects.Turn;

/// Tells that a pause is over when its time is: nothing else happens then that would.
final class PauseEnd implements AutoCloseable {
  /// A clock that was set, or a sleeping computer, must not make it late for ever.
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final Time time;
  private final Supplier<Optional<Duration>> left;
  private final Runnable tell;
  private boolean closed;
  private @Nullable Loop loop;

  /// @param left what is left of a pause, if there is one
  PauseEnd(Time time, Supplier<Optional<Duration>> left, Runnable tell) {
    this.time = time;
    this.left = left;
    this.tell = tell;
  }

  /// There may be a pause now.
  synchronized void begins() {
    if (closed) return;
    Loop now = loop;
    if (now == null) loop = time.loop("tidelock-pause", Duration.ZERO, this::turn);
    else now.wake();
  }

  private Duration turn() {
    Optional<Duration> rest = left.get();
    if (rest.isPresent())
      return rest.get().compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.get().plusMillis(1);
    tell.run();
    return Turn.UNTIL_WOKEN;
  }

  /// Returns when it tells nothing any more.
  @Override
  public void close() {
    Loop now;
    synchronized (this) {
      closed = true;
      now = loop;
    }
    if (now != null) now.close();
  }
}
