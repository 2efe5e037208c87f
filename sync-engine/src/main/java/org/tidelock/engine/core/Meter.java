package org.tidelock.engine.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Progress.Phase;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.Scan;

/// Counts work while it goes on. Thread-safe.
final class Meter {
  private static final Duration STEADY = Duration.ofSeconds(10);

  private final Count sending = new Count();
  private final Count receiving = new Count();

  private static final class Count {
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong totalFiles = new AtomicLong();
    private final AtomicLong totalBytes = new AtomicLong();

    void expect(long size) {
      totalFiles.incrementAndGet();
      totalBytes.addAndGet(size);
    }

    void done(long size) {
      files.incrementAndGet();
      bytes.addAndGet(size);
    }

    boolean isMoving() {
      return files.get() < totalFiles.get();
    }

    void reset() {
      files.set(0);
      bytes.set(0);
      totalFiles.set(0);
      totalBytes.set(0);
    }
  }

  void reset() {
    sending.reset();
    receiving.reset();
  }

  /// The files among what a scan has found are about to be read.
  void toRead(Scan scan) {
    for (Difference d : scan.differences())
      d.onDisk()
          .map(Difference.Found::fingerprint)
          .filter(f -> f.kind() == Fingerprint.Kind.FILE)
          .ifPresent(f -> sending.expect(f.size()));
  }

  void read(long size) {
    sending.done(size);
  }

  void toPlace(long size) {
    receiving.expect(size);
  }

  void placed(long size) {
    receiving.done(size);
  }

  boolean isMoving() {
    return sending.isMoving() || receiving.isMoving();
  }

  /// @param elapsed since the work began
  Progress progress(Duration elapsed) {
    Count now = sending.isMoving() ? sending : receiving;
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    double speed = now.bytes.get() / seconds;
    Optional<Duration> remaining =
        elapsed.compareTo(STEADY) < 0 || speed < 1
            ? Optional.empty()
            : Optional.of(
                Duration.ofSeconds((long) ((now.totalBytes.get() - now.bytes.get()) / speed)));
    return new Progress(
        now == sending ? Phase.SENDING : Phase.RECEIVING,
        now.files.get(),
        now.totalFiles.get(),
        now.bytes.get(),
        now.totalBytes.get(),
        now == sending ? speed : 0,
        now == sending ? 0 : speed,
        remaining,
        List.of());
  }
}
