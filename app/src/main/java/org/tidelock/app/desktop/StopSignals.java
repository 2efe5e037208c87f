package org.tidelock.app.desktop;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/// Lets a long-running command end in an orderly way, with exit code 0, when it is asked to stop (Ctrl+C, `kill`, a closed terminal).
public final class StopSignals {
  private StopSignals() {}

  /// Counts the latch down at the first signal. A second Ctrl+C ends the process at once: nothing is lost by that either (I6).
  @SuppressWarnings("removal")
  public static void countDown(CountDownLatch latch) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Signal.handle(
            new Signal(name),
            signal -> {
              latch.countDown();
              Signal.handle(signal, sun.misc.SignalHandler.SIG_DFL);
            });
      } catch (IllegalArgumentException e) {
        // This system has no such signal (HUP on Windows).
        continue;
      }
    }
  }
}
