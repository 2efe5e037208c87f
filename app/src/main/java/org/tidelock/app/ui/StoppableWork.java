package org.tidelock.app.ui;

import org.jspecify.annotations.Nullable;

/// Work of which somebody may want the end, also before its thread has begun: it ends with the next thing it waits for, and tells what it came to. One at a
/// time; thread-safe.
public final class StoppableWork {
  private @Nullable Thread worker;
  private boolean isStopped;

  /// Before the work is given to a [TaskRunner]: what was stopped before is another one.
  public synchronized void begin() {
    isStopped = false;
  }

  /// The work, on the thread that does it.
  ///
  /// @throws InterruptedException if it was stopped before
  public <T> T run(TaskRunner.Work<T> work) throws Exception {
    enter();
    try {
      return work.call();
    } finally {
      leave();
    }
  }

  private synchronized void enter() throws InterruptedException {
    if (isStopped) {
      throw new InterruptedException();
    }
    worker = Thread.currentThread();
  }

  private synchronized void leave() {
    worker = null;
  }

  public synchronized void stop() {
    isStopped = true;
    if (worker != null) {
      worker.interrupt();
    }
  }
}
