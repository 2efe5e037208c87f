package org.tidelock.engine.system;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Turn;

/// A loop on a thread of its own. The lock is not held during a turn.
final class ThreadLoop implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadLoop.class);

  private final Duration first;
  private final Turn turn;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // Guarded by the lock.
  private boolean woken;
  private boolean closed;

  ThreadLoop(String name, Duration first, Turn turn) {
    this.first = first;
    this.turn = turn;
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      Duration rest = first;
      while (isDueAfter(rest)) rest = turn.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by close()
    } catch (RuntimeException | Error e) {
      LOG.error("{} ended unexpectedly", thread.getName(), e);
    }
  }

  /// False when closed.
  private boolean isDueAfter(Duration rest) throws InterruptedException {
    lock.lock();
    try {
      // What is longer than 292 years does not fit.
      long nanos = TimeUnit.NANOSECONDS.convert(rest);
      while (!closed && !woken && nanos > 0) nanos = news.awaitNanos(nanos);
      woken = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      woken = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
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
    thread.interrupt();
    if (Thread.currentThread() != thread) join();
  }

  /// Whatever interrupts the caller: what a turn under way needs may be gone right after.
  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
