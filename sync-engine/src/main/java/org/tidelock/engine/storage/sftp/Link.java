package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/// One connection that has signed in, with a few conversations in it: each is lent to one operation at a time, and whoever finds none free waits.
/// Thread-safe.
final class Link implements AutoCloseable {
  /// OpenSSH allows ten in one connection unless told otherwise.
  private static final int MOST = 6;

  private final ClientSession session;
  private final Patience patience;
  private final Progress progress = new Progress();
  private final Semaphore free = new Semaphore(MOST);
  private final Deque<SftpChannel> idle = new ArrayDeque<>();
  private int open;

  Link(ClientSession session, Patience patience) {
    this.session = session;
    this.patience = patience;
  }

  boolean isOpen() {
    return session.isOpen();
  }

  /// Nobody has heard of the server for so long that it may be gone.
  boolean isDoubtful() {
    return progress.since().compareTo(patience.idle()) > 0;
  }

  /// @throws IOException if the connection is lost
  SftpChannel borrow() throws IOException, InterruptedException {
    for (; ; ) {
      free.acquire();
      try {
        SftpChannel there = takeIdle();
        return there != null ? there : opened();
      } catch (NoMore e) {
        // This place is given up for good: the server has no more than the others.
      } catch (IOException | InterruptedException | RuntimeException e) {
        free.release();
        throw e;
      }
    }
  }

  private synchronized @Nullable SftpChannel takeIdle() throws IOException {
    for (; ; ) {
      SftpChannel c = idle.pollFirst();
      if (c == null || c.isOpen()) return c;
      open--;
    }
  }

  private SftpChannel opened() throws IOException, InterruptedException {
    if (!session.isOpen()) throw new IOException("the connection is lost");
    synchronized (this) {
      open++;
    }
    try {
      return SftpChannel.open(session, progress, patience);
    } catch (IOException | InterruptedException | RuntimeException e) {
      boolean others;
      synchronized (this) {
        open--;
        others = open > 0;
      }
      if (e instanceof IOException && others && session.isOpen()) throw new NoMore(e);
      throw e;
    }
  }

  void giveBack(SftpChannel channel) {
    synchronized (this) {
      if (channel.isOpen()) idle.addFirst(channel);
      else open--;
    }
    free.release();
  }

  @Override
  public void close() {
    session.close(true);
  }

  /// A server with a limit of its own.
  private static final class NoMore extends IOException {
    private static final long serialVersionUID = 1L;

    NoMore(Exception cause) {
      super(cause);
    }
  }
}
