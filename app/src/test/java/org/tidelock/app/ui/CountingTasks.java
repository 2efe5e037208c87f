package org.tidelock.app.ui;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The real task runner, which also says whether anything is under way.
final class CountingTasks implements TaskRunner {
  private final TaskRunner real = new FxTaskRunner();
  private final AtomicInteger running = new AtomicInteger();

  /// How each that is under way is ended, by whether it has ended.
  private final Map<AtomicBoolean, Handle> begun = new ConcurrentHashMap<>();

  private volatile int waiting;

  /// Nothing is under way but what waits for the person.
  boolean idle() {
    return running.get() <= waiting;
  }

  /// From here on one task waits for an answer of the person, as joining does while it shows the devices.
  void oneWaits(boolean waits) {
    waiting = waits ? 1 : 0;
  }

  @Override
  public <T> Handle run(
      Work<? extends T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
    running.incrementAndGet();
    var ended = new AtomicBoolean();
    Runnable end =
        () -> {
          if (ended.compareAndSet(false, true)) {
            running.decrementAndGet();
            begun.remove(ended);
          }
        };
    var handle =
        real.<T>run(
            work,
            result -> {
              done.accept(result);
              end.run();
            },
            failure -> {
              failed.accept(failure);
              end.run();
            });
    Handle counted =
        () -> {
          handle.cancel();
          end.run();
        };
    begun.put(ended, counted);
    if (ended.get()) {
      begun.remove(ended);
    }
    return counted;
  }

  /// Ends what still waits for something that a test never lets come: its thread would keep the whole window.
  void endAll() {
    begun.values().forEach(Handle::cancel);
  }

  @Override
  public void onUi(Runnable action) {
    real.onUi(action);
  }
}
