package org.tidelock.engine.storage;

/// How fast bytes may go over a line, in each direction. Thread-safe.
public interface Bandwidth {
  /// As fast as they can.
  Bandwidth UNLIMITED =
      new Bandwidth() {
        @Override
        public void send(int bytes) {}

        @Override
        public void receive(int bytes) {}
      };

  /// Waits until so many bytes may be sent.
  void send(int bytes) throws InterruptedException;

  /// Waits until so many bytes may be received; those that have come already count for the next ones.
  void receive(int bytes) throws InterruptedException;
}
