package org.tidelock.engine.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Progress.Direction;
import org.tidelock.engine.Progress.Phase;
import org.tidelock.engine.local.LocalPath;

/// Counts work while it goes on, and knows the files that are on their way. Thread-safe.
public final class Meter {
  /// More files at once are not told one by one.
  private static final int MOST_TRANSFERS = 8;

  private final InstantSource clock;
  private final Count sending = new Count();
  private final Count receiving = new Count();
  private final Set<Moving> moving = new LinkedHashSet<>();
  private final List<LongSupplier> queues = new ArrayList<>();
  private boolean unsent;

  public Meter(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Count {
    private long files;
    private long bytes;
    private long totalFiles;
    private long totalBytes;
    private long told;
    private @Nullable Instant since;

    void expect(long size) {
      totalFiles++;
      totalBytes += size;
    }

    boolean isMoving() {
      return files < totalFiles;
    }

    /// A file that was begun twice counts twice.
    long files() {
      return Math.min(files, totalFiles);
    }

    /// What was told once is not taken back, although bytes may be read for a moment before they are known to wait.
    long tell(long waiting) {
      told = Math.min(Math.max(told, bytes - waiting), totalBytes);
      return told;
    }

    void reset() {
      files = 0;
      bytes = 0;
      totalFiles = 0;
      totalBytes = 0;
      told = 0;
      since = null;
    }
  }

  /// A file on its way, until it is closed. Thread-safe.
  public final class Moving implements AutoCloseable {
    private final Direction direction;
    private final LocalPath path;
    private final long size;
    private long at;
    private long furthest;

    private Moving(Direction direction, LocalPath path, long size) {
      this.direction = direction;
      this.path = path;
      this.size = size;
    }

    /// So many of its bytes are done. Fewer than before, if it is begun again, are not taken from the whole.
    public void to(long done) {
      synchronized (Meter.this) {
        at = Math.min(done, size);
        count().bytes += Math.max(0, at - furthest);
        furthest = Math.max(furthest, at);
      }
    }

    public void add(long bytes) {
      synchronized (Meter.this) {
        to(at + bytes);
      }
    }

    /// Done, or given up.
    @Override
    public void close() {
      synchronized (Meter.this) {
        if (!moving.remove(this)) return;
        to(size);
        count().files++;
      }
    }

    private Count count() {
      return direction == Direction.SENDING ? sending : receiving;
    }

    private boolean isUnderWay() {
      return furthest > 0 && at < size;
    }
  }

  public synchronized void reset() {
    sending.reset();
    receiving.reset();
    moving.clear();
    unsent = false;
  }

  /// A file or link is about to be read, and sent if it is new.
  public synchronized void toSend(long size) {
    sending.expect(size);
    unsent = true;
  }

  /// The storage has all that was read.
  public synchronized void sent() {
    unsent = false;
  }

  public synchronized void toPlace(long size) {
    receiving.expect(size);
  }

  public Moving send(LocalPath path, long size) {
    return begin(new Moving(Direction.SENDING, path, size));
  }

  /// Closed when it is in its place.
  public Moving receive(LocalPath path, long size) {
    return begin(new Moving(Direction.RECEIVING, path, size));
  }

  private synchronized Moving begin(Moving one) {
    moving.add(one);
    Count count = one.count();
    if (count.since == null) count.since = clock.instant();
    return one;
  }

  /// What was read and waits there for the storage is not sent yet.
  ///
  /// @param bytes how many are in the queue; called at any time, must not wait
  public synchronized void watch(LongSupplier bytes) {
    queues.add(bytes);
  }

  public synchronized void unwatch(LongSupplier bytes) {
    queues.remove(bytes);
  }

  public synchronized boolean isMoving() {
    return isSending() || receiving.isMoving();
  }

  private boolean isSending() {
    return unsent || sending.isMoving();
  }

  public synchronized Progress progress() {
    boolean sends = isSending();
    Count now = sends ? sending : receiving;
    long bytes = now.tell(sends ? queues.stream().mapToLong(LongSupplier::getAsLong).sum() : 0);
    Duration elapsed =
        now.since == null ? Duration.ZERO : Duration.between(now.since, clock.instant());
    Rate rate = new Rate(elapsed, bytes, now.totalBytes);
    return new Progress(
        sends ? Phase.SENDING : Phase.RECEIVING,
        now.files(),
        now.totalFiles,
        bytes,
        now.totalBytes,
        sends ? rate.bytesPerSecond() : 0,
        sends ? 0 : rate.bytesPerSecond(),
        rate.remaining(),
        transfers());
  }

  private List<Progress.Transfer> transfers() {
    Stream<Moving> underWay = moving.stream().filter(Moving::isUnderWay);
    return underWay
        .limit(MOST_TRANSFERS)
        .map(m -> new Progress.Transfer(m.path.toString(), m.direction, m.at, m.size))
        .toList();
  }
}
