package org.tidelock.engine.effects;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Time that passes only when a test says so. What loops is run by the thread that lets time pass, in the order in which it is due; sleeping lets
/// time pass for the one who sleeps, and nothing else happens meanwhile.
public final class FakeTime implements Time {
  private final List<FakeLoop> loops = new ArrayList<>();
  private Instant now;
  private long nanos;

  public FakeTime(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration time) {
    pass(time);
  }

  /// Somebody sets the clock; nothing passes.
  public synchronized void set(Instant instant) {
    now = instant;
  }

  /// Lets time pass, and runs what is due meanwhile.
  public void advance(Duration time) throws InterruptedException {
    long end = nanos() + time.toNanos();
    for (Optional<FakeLoop> next = due(end); next.isPresent(); next = due(end)) {
      pass(Duration.ofNanos(Math.max(0, next.get().due - nanos())));
      next.get().take();
    }
    pass(Duration.ofNanos(Math.max(0, end - nanos())));
  }

  /// Runs what is due now.
  public void settle() throws InterruptedException {
    advance(Duration.ZERO);
  }

  /// Of the loop that is due next; far away if there is none.
  public synchronized Duration untilNext() {
    return loops.stream()
        .min(Comparator.comparingLong(l -> l.due))
        .map(l -> Duration.ofNanos(Math.max(0, l.due - nanos)))
        .orElse(Turn.UNTIL_WOKEN);
  }

  private synchronized Optional<FakeLoop> due(long end) {
    return loops.stream().filter(l -> l.due <= end).min(Comparator.comparingLong(l -> l.due));
  }

  private synchronized void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  @Override
  public synchronized Loop loop(String name, Duration first, Turn turn) {
    FakeLoop loop = new FakeLoop(turn, after(first));
    loops.add(loop);
    return loop;
  }

  private long after(Duration rest) {
    long most = Long.MAX_VALUE - nanos;
    return rest.compareTo(Duration.ofNanos(most)) > 0 ? Long.MAX_VALUE : nanos + rest.toNanos();
  }

  private final class FakeLoop implements Loop {
    private final Turn turn;
    private long due;

    FakeLoop(Turn turn, long due) {
      this.turn = turn;
      this.due = due;
    }

    void take() throws InterruptedException {
      synchronized (FakeTime.this) {
        due = Long.MAX_VALUE;
      }
      Duration rest = turn.take();
      synchronized (FakeTime.this) {
        due = Math.min(due, after(rest)); // woken meanwhile, perhaps
      }
    }

    @Override
    public void wake() {
      synchronized (FakeTime.this) {
        due = nanos;
      }
    }

    @Override
    public void close() {
      synchronized (FakeTime.this) {
        loops.remove(this);
      }
    }
  }
}
