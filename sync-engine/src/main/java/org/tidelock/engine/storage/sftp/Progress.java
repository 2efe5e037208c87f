package org.tidelock.engine.storage.sftp;

import java.time.Duration;

/// When a connection last got on: an answer came, or there was something new to ask. Thread-safe.
final class Progress {
  private volatile long last = System.nanoTime();

  void made() {
    last = System.nanoTime();
  }

  Duration since() {
    return Duration.ofNanos(System.nanoTime() - last);
  }
}
