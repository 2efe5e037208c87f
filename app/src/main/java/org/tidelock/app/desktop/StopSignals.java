package org.tidelock.app.desktop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// What asks a process to stop: Ctrl+C, `kill`, a closed terminal. A second one ends the process at once: nothing is lost by that either (I6). What a
/// process was started to ignore, as under `nohup`, stays ignored.
public final class StopSignals {
  private static final String[] NAMES = {"INT", "TERM", "HUP"};

  private StopSignals() {}

  /// What handled the signals before does so again when this is closed.
  public interface Handling extends AutoCloseable {
    @Override
    void close();
  }

  /// Asks this very process to stop, as a system does.
  public static void raise() {
    Signal.raise(new Signal("TERM"));
  }

  /// Lets a long-running command end in an orderly way, with exit code 0.
  public static void countDown(CountDownLatch latch) {
    Handling _ = onFirst(code -> latch.countDown());
  }

  /// Hands the first signal over, as the exit code by which a shell tells of it, on a thread of its own.
  @SuppressWarnings("removal")
  public static Handling onFirst(IntConsumer stop) {
    Map<Signal, SignalHandler> before = new ConcurrentHashMap<>();
    SignalHandler handler =
        signal -> {
          before.keySet().forEach(each -> Signal.handle(each, SignalHandler.SIG_DFL));
          stop.accept(128 + signal.getNumber());
        };
    for (String name : NAMES) {
      try {
        Signal signal = new Signal(name);
        before.put(signal, Signal.handle(signal, handler));
      } catch (IllegalArgumentException e) {
        // This system has no such signal (HUP on Windows).
        continue;
      }
    }
    return () -> before.forEach(Signal::handle);
  }
}
