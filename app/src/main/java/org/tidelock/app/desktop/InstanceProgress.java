package org.tidelock.app.desktop;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells the other side of a connection how far its work is. Who does the work never waits for it: lines go out on a thread of their own, and where the
/// other side is slow, or stopped, only the newest one is kept.
final class InstanceProgress implements Consumer<String>, AutoCloseable {
  private final SocketChannel connection;
  private @Nullable String next;
  private boolean over;
  private final Thread telling = Thread.ofVirtual().name("tidelock-progress").unstarted(this::tell);

  private InstanceProgress(SocketChannel connection) {
    this.connection = connection;
  }

  static InstanceProgress over(SocketChannel connection) {
    InstanceProgress progress = new InstanceProgress(connection);
    progress.telling.start();
    return progress;
  }

  @Override
  public synchronized void accept(String line) {
    next = line;
    notifyAll();
  }

  private void tell() {
    try {
      for (String line = take(); line != null; line = take()) {
        InstanceMessage.write(connection, new InstanceMessage.Progress(line));
      }
    } catch (IOException e) {
      // The other side has gone; the work goes on, and the reply finds it out.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable String take() throws InterruptedException {
    while (next == null && !over) {
      wait();
    }
    String line = next;
    next = null;
    return over ? null : line;
  }

  /// Returns when no line can come into the reply.
  @Override
  public void close() {
    synchronized (this) {
      over = true;
      notifyAll();
    }
    try {
      telling.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by the end of the server, and so of the connection
    }
  }
}
