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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one running process of a profile, as others reach it. Each connection is one request and one reply, served on a virtual thread. The
/// socket lies in a directory that only its owner may enter, so whoever can connect is the owner.
public final class InstanceServer implements AutoCloseable {
  /// Answers requests; called on several threads at once.
  @FunctionalInterface
  public interface Handler {
    InstanceMessage.Reply handle(InstanceMessage.Request request) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(InstanceServer.class);
  private final Path home;
  private final Path socket;
  private final ServerSocketChannel channel;
  private final Handler handler;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private InstanceServer(Path home, Path socket, ServerSocketChannel channel, Handler handler) {
    this.home = home;
    this.socket = socket;
    this.channel = channel;
    this.handler = handler;
  }

  /// Starts listening. The caller holds the profile's lock or has found with [InstanceClient] that nobody answers.
  public static InstanceServer start(Path home, Handler handler) throws IOException {
    Path socket = InstanceSocket.prepare(home);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(InstanceSocket.address(socket));
      PosixFileAttributeView view =
          Files.getFileAttributeView(socket, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    InstanceServer server = new InstanceServer(home, socket, channel, handler);
    server.threads.execute(server::accept);
    return server;
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        SocketChannel connection = channel.accept();
        threads.execute(() -> serve(connection));
      } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
        if (channel.isOpen()) {
          LOG.warn("a connection was not accepted", e);
        }
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      InstanceMessage.write(connection, handler.handle(InstanceMessage.readRequest(connection)));
    } catch (IOException e) {
      // The other process went away or spoke nonsense: its own loss.
      LOG.debug("a connection ended early", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
  }
}
