package org.tidelock.engine.transfer;

import java.time.Duration;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;

/// Calls something twice a second while work goes on. Once it is closed it does not any more, nor is a call under way: what it needs may be gone
/// right after.
public final class Pulse implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final Loop loop;

  private Pulse(Loop loop) {
    this.loop = loop;
  }

  public static Pulse start(Time time, Runnable beat) {
    return new Pulse(
        time.loop(
            "tidelock-pulse",
            EVERY,
            () -> {
              beat.run();
              return EVERY;
            }));
  }

  @Override
  public void close() {
    loop.close();
  }
}
