package org.tidelock.engine.system;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.effects.Turn;

/// The system's clocks; each loop is a daemon thread.
public final class SystemTime implements Time {
  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public ZoneId zone() {
    return ZoneId.systemDefault();
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  @Override
  public Loop loop(String name, Duration first, Turn turn) {
    ThreadLoop loop = new ThreadLoop(name, first, turn);
    loop.start();
    return loop;
  }
}
