package org.tidelock.engine.core;

/// Calls something twice a second while work goes on, and not any more once it is closed.
final class Pulse implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final Thread thread;

  private Pulse(Thread thread) {
    this.thread = thread;
  }

  static Pulse start(Runnable beat) {
    return new Pulse(
        Thread.ofVirtual()
            .name("tidelock-pulse")
            .start(
                () -> {
                  try {
                    while (true) {
                      Thread.sleep(EVERY_MILLIS);
                      beat.run();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  /// Waits for a call under way: what it needs may be gone right after.
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
