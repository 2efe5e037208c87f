package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.FolderWatch;
import org.tidelock.engine.local.LocalPath;

/// Keeps syncing: waits for changes of the folder to settle or for the next look at the storage, goes round once, and waits again. The watcher
/// only saves time: everything is looked at once an hour, and every few minutes where watching is not possible.
final class Watching implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_QUIET = Duration.ofSeconds(30);
  private static final Duration FULL_LOOK = Duration.ofHours(1);
  private static final Duration BLIND_LOOK = Duration.ofMinutes(2);
  private static final Duration ACTIVE = Duration.ofMinutes(5);

  /// Between two looks at the storage, while something changed lately, and ever longer after.
  private static final Duration[] POLLS = {
    Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)
  };

  private static final Duration LONGEST_PENALTY = Duration.ofMinutes(15);

  private final LocalVault vault;
  private final Effects effects;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Set<LocalPath> changed = new HashSet<>();
  private final Thread thread;
  private @Nullable FolderWatch watch;
  private boolean everything = true;
  private boolean blind;
  private boolean closed;
  private long firstChange;
  private long lastChange;
  private long lastFull;
  private long lastMove = System.nanoTime();
  private int failures;

  private Watching(LocalVault vault, Effects effects) {
    this.vault = vault;
    this.effects = effects;
    this.thread = Thread.ofPlatform().name("tidelock-watch").daemon(true).unstarted(this::run);
  }

  static Watching start(LocalVault vault, Path folder, Effects effects) {
    Watching watching = new Watching(vault, effects);
    watching.watch(folder);
    watching.thread.start();
    return watching;
  }

  private void watch(Path folder) {
    try {
      watch =
          FolderWatch.start(
              folder,
              new FolderWatch.Listener() {
                @Override
                public void changed(Set<LocalPath> folders) {
                  note(folders);
                }

                @Override
                public void missed() {
                  lookAtEverything();
                }

                @Override
                public void lost(String why) {
                  LOG.warn("the folder is looked at from time to time only: {}", why);
                  goBlind();
                }
              });
    } catch (IOException e) {
      LOG.warn("the folder cannot be watched", e);
      goBlind();
    }
  }

  private void note(Set<LocalPath> folders) {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (changed.isEmpty()) firstChange = now;
      lastChange = now;
      changed.addAll(folders);
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void goBlind() {
    lock.lock();
    try {
      blind = true;
      everything = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The next round looks at the whole folder.
  void lookAtEverything() {
    lock.lock();
    try {
      everything = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    lookAtEverything();
  }

  private void run() {
    try {
      while (!isClosed()) {
        Optional<Set<LocalPath>> next = await();
        if (isClosed()) return;
        if (!vault.paused()) round(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("syncing in the background ended", e);
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void round(Optional<Set<LocalPath>> folders) throws InterruptedException {
    try {
      SyncReport report = vault.round(folders);
      failures = 0;
      if (folders.isEmpty()) lastFull = System.nanoTime();
      if (report.sent().files() + report.received().files() > 0
          || folders.filter(f -> !f.isEmpty()).isPresent()) lastMove = System.nanoTime();
    } catch (TidelockException e) {
      failures++;
      LOG.info("a round ended early: {} {}", e.code(), e.whatHappened(), e);
      lookAtEverything();
    }
  }

  /// Waits until there is something to do; empty = look at everything.
  private Optional<Set<LocalPath>> await() throws InterruptedException {
    lock.lock();
    try {
      long poll = System.nanoTime() + pause().toNanos();
      while (!closed) {
        long now = System.nanoTime();
        if (everything && (failures == 0 || now >= poll)) {
          everything = false;
          changed.clear();
          return Optional.empty();
        }
        if (isDue(blind ? BLIND_LOOK : FULL_LOOK, now) && lastFull != 0) {
          changed.clear();
          return Optional.empty();
        }
        if (hasSettled(now) || now >= poll) {
          Set<LocalPath> folders = hasSettled(now) ? Set.copyOf(changed) : Set.of();
          changed.removeAll(folders);
          return Optional.of(folders);
        }
        long wait = poll - now;
        if (!changed.isEmpty()) wait = Math.min(wait, QUIET.toNanos() / 3);
        news.await(wait, TimeUnit.NANOSECONDS);
      }
      return Optional.of(Set.of());
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue(Duration interval, long now) {
    return now - lastFull >= interval.toNanos();
  }

  private boolean hasSettled(long now) {
    return !changed.isEmpty()
        && (now - lastChange >= QUIET.toNanos() || now - firstChange >= LONGEST_QUIET.toNanos());
  }

  /// Until the next look at the storage, a quarter more or less, so that devices do not march in step.
  private Duration pause() {
    Duration base;
    if (failures > 0) {
      base = Duration.ofSeconds(2L << Math.min(failures, 10));
      if (base.compareTo(LONGEST_PENALTY) > 0) base = LONGEST_PENALTY;
    } else {
      long idle = System.nanoTime() - lastMove;
      int step = (int) Math.min(POLLS.length - 1, idle / ACTIVE.toNanos());
      base = POLLS[step];
    }
    double spread = 0.75 + 0.5 * effects.random().nextDouble();
    return Duration.ofNanos((long) (base.toNanos() * spread));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    FolderWatch now = watch;
    if (now != null) now.close();
    thread.interrupt();
    try {
      if (Thread.currentThread() != thread) thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
