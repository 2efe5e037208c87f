package org.tidelock.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tidelock.app.desktop.StopSignals;

/// Somebody stops a process while it runs one command: the command is interrupted, ends in good order and tells what it came to. One that does not
/// end soon, or waits for somebody to type, is told of and left where it is, which loses nothing (I6).
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Terminal terminal;
  private final Consumer<Integer> leave;
  private final StopSignals.Handling signals;
  private volatile int exit;

  private Interruption(Terminal terminal, Consumer<Integer> leave) {
    this.terminal = terminal;
    this.leave = leave;
    this.signals = StopSignals.onFirst(this::stop);
  }

  /// From now on, until closed, a signal interrupts this thread.
  ///
  /// @param leave tells what there is to tell and ends the process with an exit code
  static Interruption begin(Terminal terminal, Consumer<Integer> leave) {
    return new Interruption(terminal, leave);
  }

  private void stop(int code) {
    exit = code;
    try {
      if (!terminal.isAsking()) {
        worker.interrupt();
        if (over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      leave.accept(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether the process was asked to stop.
  boolean asked() {
    return exit != 0;
  }

  /// The exit code of a process that was.
  int exit() {
    return exit;
  }

  @Override
  public void close() {
    over.countDown();
    signals.close();
    // What comes next is not meant.
    if (asked()) {
      Thread.interrupted();
    }
  }
}
