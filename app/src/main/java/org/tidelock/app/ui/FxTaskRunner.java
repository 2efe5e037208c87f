package org.tidelock.app.ui;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;

/// One virtual thread for each task. The engine obeys interruption, so cancelling ends the work itself too.
public final class FxTaskRunner implements TaskRunner {
  @Override
  public <T> Handle run(
      Work<? extends T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
    var cancelled = new AtomicBoolean();
    var thread =
        Thread.ofVirtual()
            .name("ui-task")
            .start(
                () -> {
                  try {
                    T result = work.call();
                    answer(cancelled, () -> done.accept(result));
                  } catch (Exception e) {
                    answer(cancelled, () -> failed.accept(e));
                  } catch (Error e) {
                    // No memory for a key derivation, for example: who waits must hear of it.
                    answer(cancelled, () -> failed.accept(new ExecutionException(e)));
                  }
                });
    return () -> {
      cancelled.set(true);
      thread.interrupt();
    };
  }

  private void answer(AtomicBoolean cancelled, Runnable action) {
    onUi(
        () -> {
          if (!cancelled.get()) {
            action.run();
          }
        });
  }

  @Override
  public void onUi(Runnable action) {
    Platform.runLater(action);
  }
}
