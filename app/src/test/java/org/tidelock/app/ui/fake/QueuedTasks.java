package org.tidelock.app.ui.fake;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.tidelock.app.ui.TaskRunner;

/// Work waits until a test lets it go on, in its order and on the test's thread.
public final class QueuedTasks implements TaskRunner {
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Override
  public <T> Handle run(
      Work<? extends T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
    Runnable task = () -> call(work, done, failed);
    waiting.add(task);
    return () -> waiting.remove(task);
  }

  private static <T> void call(
      Work<? extends T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
    T result;
    try {
      result = work.call();
    } catch (Exception e) {
      failed.accept(e);
      return;
    }
    done.accept(result);
  }

  @Override
  public void onUi(Runnable action) {
    waiting.add(action);
  }

  /// Also what is begun meanwhile.
  ///
  /// @return how many there were
  public int runAll() {
    int count = 0;
    while (!waiting.isEmpty()) {
      waiting.remove().run();
      count++;
    }
    return count;
  }
}
