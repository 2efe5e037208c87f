package org.tidelock.engine.apply;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Work that goes on beside the thread that began it, and never longer than its caller wants: closing it interrupts it and returns when it has ended.
final class Beside<T> implements AutoCloseable {
  interface Work<T> {
    T run() throws IOException;
  }

  private final CompletableFuture<T> result = new CompletableFuture<>();
  private @Nullable Thread runner;
  private boolean unwanted;

  private Beside() {}

  static <T> Beside<T> begin(Executor executor, Work<T> work) {
    Beside<T> beside = new Beside<>();
    executor.execute(() -> beside.run(work));
    return beside;
  }

  private void run(Work<T> work) {
    synchronized (this) {
      runner = Thread.currentThread();
    }
    try {
      if (isUnwanted()) throw new IOException("not wanted any more");
      result.complete(work.run());
    } catch (IOException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    } finally {
      synchronized (this) {
        runner = null;
      }
    }
  }

  private synchronized boolean isUnwanted() {
    return unwanted;
  }

  /// Waits for the work's result, or throws what it threw.
  T get() throws IOException, InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) throw cause;
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      if (e.getCause() instanceof Error cause) throw cause;
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      unwanted = true;
      if (runner != null && !result.isDone()) runner.interrupt();
    }
    result.exceptionally(_ -> null).join();
  }
}
