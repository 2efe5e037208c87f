package org.tidelock.app.ui;

import java.util.function.Consumer;

/// Runs work that may block away from the JavaFX thread and brings the answer back to it. Tests use one that works at once.
public interface TaskRunner {
  /// Starts `work`; exactly one of `done` and `failed` is called later, on the JavaFX thread, unless the handle was cancelled.
  <T> Handle run(
      Work<? extends T> work, Consumer<? super T> done, Consumer<? super Exception> failed);

  /// Runs `action` on the JavaFX thread, soon. May be called from any thread.
  void onUi(Runnable action);

  @FunctionalInterface
  interface Work<T> {
    T call() throws Exception;
  }

  interface Handle {
    /// Interrupts the work and silences its answer.
    void cancel();
  }
}
