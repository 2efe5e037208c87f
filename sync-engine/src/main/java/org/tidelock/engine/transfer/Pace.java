package org.tidelock.engine.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.tidelock.engine.Progress;

/// Tells how far one piece of work is, after each step of it. Thread-safe.
public final class Pace {
  private final Progress.Phase phase;
  private final long totalSteps;
  private final long totalBytes;
  private final InstantSource clock;
  private final Instant start;
  private final Consumer<? super Progress> told;
  private long steps;
  private long bytes;

  public Pace(
      Progress.Phase phase,
      long totalSteps,
      long totalBytes,
      InstantSource clock,
      Consumer<? super Progress> told) {
    this.phase = phase;
    this.totalSteps = totalSteps;
    this.totalBytes = totalBytes;
    this.clock = clock;
    this.start = clock.instant();
    this.told = told;
  }

  public synchronized void step(long size) {
    steps++;
    bytes += size;
    Rate rate = new Rate(Duration.between(start, clock.instant()), bytes, totalBytes);
    told.accept(
        new Progress(
            phase,
            steps,
            totalSteps,
            bytes,
            totalBytes,
            0,
            rate.bytesPerSecond(),
            rate.remaining(),
            List.of()));
  }
}
