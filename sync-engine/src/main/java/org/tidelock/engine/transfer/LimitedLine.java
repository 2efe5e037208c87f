package org.tidelock.engine.transfer;

import java.time.Duration;
import java.time.LocalTime;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.storage.Bandwidth;

/// The line of one vault to all its storages, of which it takes no more than it may: whoever wants to use it waits until what went before has had its time. Limits may
/// change at any moment, also while somebody waits. Thread-safe.
final class LimitedLine implements Bandwidth {
  /// After so long at most a change of the limits, or of the hour, is noticed.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Time time;
  private final Direction sending;
  private final Direction receiving;
  private volatile BandwidthLimits limits = BandwidthLimits.NONE;

  LimitedLine(Time time) {
    this.time = time;
    this.sending = new Direction(time.nanos());
    this.receiving = new Direction(time.nanos());
  }

  void limit(BandwidthLimits now) {
    limits = now;
  }

  @Override
  public void send(int bytes) throws InterruptedException {
    sending.use(bytes, true);
  }

  @Override
  public void receive(int bytes) throws InterruptedException {
    receiving.use(bytes, false);
  }

  private OptionalLong limit(boolean isSending) {
    BandwidthLimits now = limits;
    boolean holds = now.hours().isEmpty() || now.hours().get().contains(clock());
    if (!holds) return OptionalLong.empty();
    return isSending ? now.send() : now.receive();
  }

  private LocalTime clock() {
    return LocalTime.ofInstant(time.instant(), time.zone());
  }

  private final class Direction {
    private final ReentrantLock turn = new ReentrantLock(true);

    /// When what was let go so far is through, on the clock of [Time#nanos].
    private long free;

    Direction(long now) {
      free = now;
    }

    /// One behind the other, in the order in which they came: nobody is passed over until a server gives up on him.
    void use(int bytes, boolean isSending) throws InterruptedException {
      turn.lockInterruptibly();
      try {
        while (true) {
          Duration wait = take(bytes, limit(isSending));
          if (wait.isZero()) return;
          time.sleep(wait.compareTo(LOOK) < 0 ? wait : LOOK);
        }
      } finally {
        turn.unlock();
      }
    }

    /// @return how long the line is still in use; zero if it was taken
    private Duration take(int bytes, OptionalLong limit) {
      long now = time.nanos();
      if (limit.isEmpty() || free - now < 0) free = now;
      if (limit.isEmpty()) return Duration.ZERO;
      if (free - now > 0) return Duration.ofNanos(free - now);
      free = now + TimeUnit.SECONDS.toNanos(bytes) / limit.getAsLong();
      return Duration.ZERO;
    }
  }
}
