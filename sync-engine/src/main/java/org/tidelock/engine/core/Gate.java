package org.tidelock.engine.core;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;

/// Lets calls through, many at once, until it is shut; whoever takes down what they use shuts it first, waits for those that are inside, and nobody
/// comes in any more. A call from within another one is let through as long as that is inside.
final class Gate {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean shut;

  interface Call<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  interface Task<X extends Exception> {
    void run() throws X;
  }

  /// One that asks the storage.
  interface LongCall<T> {
    T run() throws TidelockException, InterruptedException;
  }

  /// @throws VaultClosedException if it is shut
  <T extends @Nullable Object, X extends Exception> T pass(Call<T, X> call) throws X {
    enter();
    try {
      return call.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /// @throws VaultClosedException if it is shut
  <X extends Exception> void run(Task<X> task) throws X {
    enter();
    try {
      task.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /// @throws VaultClosedException if it is shut
  <T> T passLong(LongCall<T> call) throws TidelockException, InterruptedException {
    enter();
    try {
      return call.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  @SuppressWarnings("LockNotBeforeTry") // who is let in releases it
  private void enter() {
    if (shut && !isInside()) throw new VaultClosedException();
    lock.readLock().lock();
    if (!shut || lock.getReadHoldCount() > 1) return;
    lock.readLock().unlock();
    throw new VaultClosedException();
  }

  /// Whether the calling thread is inside.
  boolean isInside() {
    return lock.getReadHoldCount() > 0;
  }

  boolean isShut() {
    return shut;
  }

  /// From now on nobody comes in.
  void shut() {
    shut = true;
  }

  /// Runs this when nobody is inside any more.
  void afterAll(Runnable task) {
    lock.writeLock().lock();
    try {
      task.run();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
