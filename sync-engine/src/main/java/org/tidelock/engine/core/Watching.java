package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

/// Keeps syncing on a thread of its own until closed: waits until the [Agenda] has a round, goes round, and waits again. No failure ends it, and
/// what is noted during a pause is kept for after it. The watcher only saves time.
final class Watching implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /// What goes round: the vault.
  interface Rounds {
    /// @param folders what to look at; everything if empty
    SyncReport round(Optional<Set<LocalPath>> folders)
        throws TidelockException, InterruptedException;

    /// What is left of a pause, if there is one.
    Optional<Duration> pause();
  }

  private final Rounds rounds;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // Guarded by the lock.
  private final Agenda agenda;
  private long noted;
  private boolean closed;

  /// Set before the thread starts.
  private @Nullable FolderWatch watch;

  private Watching(Rounds rounds, Agenda agenda) {
    this.rounds = rounds;
    this.agenda = agenda;
    this.thread = Thread.ofPlatform().name("tidelock-watch").daemon(true).unstarted(this::run);
  }

  static Watching start(Rounds rounds, Path folder, Effects effects) {
    Watching watching = new Watching(rounds, new Agenda(effects.random(), System.nanoTime()));
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
                  note(() -> agenda.changed(folders, System.nanoTime()));
                }

                @Override
                public void missed() {
                  lookAtEverything();
                }

                @Override
                public void lost(String why) {
                  LOG.warn("the folder is looked at from time to time only: {}", why);
                  note(agenda::goBlind);
                }
              });
    } catch (IOException e) {
      LOG.warn("the folder cannot be watched", e);
      note(agenda::goBlind);
    }
  }

  private void note(Runnable what) {
    lock.lock();
    try {
      what.run();
      noted++;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The next round looks at the whole folder.
  void lookAtEverything() {
    note(agenda::lookAtEverything);
  }

  /// Goes round soon, however often it failed before.
  void tryAgain() {
    note(() -> agenda.tryAgain(System.nanoTime()));
  }

  private void run() {
    try {
      while (awaitDue()) step();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by close()
    }
  }

  private void step() throws InterruptedException {
    try {
      long before = noted();
      Optional<Duration> pause = rounds.pause();
      if (pause.isPresent()) rest(pause.get(), before);
      else go();
    } catch (RuntimeException | Error e) { // the next round may well succeed
      if (isClosed()) return;
      LOG.error("a round ended unexpectedly", e);
      note(() -> agenda.failed(System.nanoTime()));
    }
  }

  private void go() throws InterruptedException {
    Agenda.Round round = take();
    try {
      SyncReport report = rounds.round(round.folders());
      boolean moved = report.sent().files() + report.received().files() > 0;
      note(() -> agenda.done(round, moved, System.nanoTime()));
    } catch (TidelockException e) {
      LOG.info("a round ended early: {} {}", e.code(), e.whatHappened(), e);
      note(() -> agenda.failed(System.nanoTime()));
    }
  }

  private Agenda.Round take() {
    lock.lock();
    try {
      return agenda.take(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /// Waits until a round is due; false when closed.
  private boolean awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long wait = agenda.untilDue(System.nanoTime());
        if (wait <= 0) return true;
        news.await(wait, TimeUnit.NANOSECONDS);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Until the pause is over, or something was noted since `before`: perhaps that the pause was ended.
  private void rest(Duration pause, long before) throws InterruptedException {
    Duration most = pause.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : pause;
    lock.lock();
    try {
      if (!closed && noted == before) news.await(most.toMillis() + 1, TimeUnit.MILLISECONDS);
    } finally {
      lock.unlock();
    }
  }

  private long noted() {
    lock.lock();
    try {
      return noted;
    } finally {
      lock.unlock();
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

  /// Returns when no round is under way any more.
  @Override
  public void close() {
    note(() -> closed = true);
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
