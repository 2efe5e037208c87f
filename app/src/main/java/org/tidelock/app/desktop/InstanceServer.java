package org.tidelock.app.desktop;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one running process of a profile, as others reach it. Each connection is one request and one reply, served on a virtual thread. The
/// socket lies in a directory that only its owner may enter, so whoever can connect is the owner.
public final class InstanceServer implements AutoCloseable {
  /// Answers requests; called on several threads at once.
  @FunctionalInterface
  public interface Handler {
    /// @param progress told how far the work is, in a line for people; never waits
    InstanceMessage.Reply handle(InstanceMessage.Request request, Consumer<String> progress)
        throws InterruptedException;
  }

  /// Another process answers for the profile, or is about to.
  public static final class Taken extends IOException {
    private static final long serialVersionUID = 1L;

    Taken() {
      super("another process of this profile listens");
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(InstanceServer.class);
  private static final long PAUSE_MILLIS = 100;
  private final Path home;
  private final InstanceLock lock;
  private final Path socket;
  private final ServerSocketChannel channel;
  private final Handler handler;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private InstanceServer(
      Path home, InstanceLock lock, Path socket, ServerSocketChannel channel, Handler handler) {
    this.home = home;
    this.lock = lock;
    this.socket = socket;
    this.channel = channel;
    this.handler = handler;
  }

  /// Starts listening; makes the profile directory if it is not there.
  ///
  /// @throws Taken if another process listens already, also if it began in this moment
  public static InstanceServer start(Path home, Handler handler) throws IOException {
    InstanceSocket.makeRun(home);
    InstanceLock lock = InstanceLock.take(home).orElseThrow(Taken::new);
    try {
      Path socket = InstanceSocket.prepare(home);
      var server = new InstanceServer(home, lock, socket, bind(socket), handler);
      server.threads.execute(server::accept);
      return server;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static ServerSocketChannel bind(Path socket) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(InstanceSocket.address(socket));
      PosixFileAttributeView view =
          Files.getFileAttributeView(socket, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(PosixFilePermissions.fromString("rw-------"));
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void accept() {
    boolean told = false;
    while (channel.isOpen()) {
      try {
        hand(channel.accept());
        told = false;
      } catch (IOException e) {
        if (channel.isOpen() && !told) {
          LOG.warn("connections are not accepted", e);
          told = true;
        }
        pause();
      }
    }
  }

  private void hand(SocketChannel connection) throws IOException {
    try {
      threads.execute(() -> serve(connection));
    } catch (RejectedExecutionException e) { // closed meanwhile
      connection.close();
    }
  }

  /// With no file handle left the next try would fail at once, and so on.
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by close(), which has closed the channel
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      InstanceMessage.Request request = InstanceMessage.readRequest(connection);
      InstanceMessage.write(connection, answer(connection, request));
    } catch (IOException e) {
      // The other process went away or spoke nonsense: its own loss.
      LOG.debug("a connection ended early", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("a request ended unexpectedly", e);
    }
  }

  private InstanceMessage.Reply answer(SocketChannel connection, InstanceMessage.Request request)
      throws InterruptedException {
    if (!request.progress()) {
      return handler.handle(request, _ -> {});
    }
    try (InstanceProgress progress = InstanceProgress.over(connection)) {
      return handler.handle(request, progress);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      InstanceSocket.remove(home, socket);
    } catch (IOException e) {
      LOG.warn("the socket was not removed", e);
    }
    threads.shutdownNow();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("the lock file was not closed", e);
    }
  }
}
