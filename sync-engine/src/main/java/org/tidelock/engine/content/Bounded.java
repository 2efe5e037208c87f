package org.tidelock.engine.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs tasks on an executor, at most `limit` at once; the first error stops what has not begun. Used by one thread.
final class Bounded {
  interface Task {
    void run() throws IOException;
  }

  private final Executor executor;
  private final int limit;
  private final Semaphore permits;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Bounded(Executor executor, int limit) {
    this.executor = executor;
    this.limit = limit;
    this.permits = new Semaphore(limit);
  }

  /// Waits for a place and starts the task; false if an error came before.
  ///
  /// @param next gives the task, once there is a place for it
  boolean start(Supplier<Task> next) throws InterruptedIOException {
    acquire(1);
    if (failure.get() != null) {
      permits.release();
      return false;
    }
    try {
      Task task = next.get();
      executor.execute(() -> run(task));
    } catch (RuntimeException e) {
      permits.release();
      throw e;
    }
    return true;
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      permits.release();
    }
  }

  /// Waits for all tasks and throws the first error.
  void finish() throws IOException {
    acquire(limit);
    permits.release(limit);
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void acquire(int n) throws InterruptedIOException {
    try {
      permits.acquire(n);
    } catch (InterruptedException e) {
      failure.compareAndSet(null, e);
      permits.acquireUninterruptibly(n); // what has begun still uses the caller's sink
      permits.release(n);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading packs");
    }
  }
}
