package org.tidelock.app.desktop;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/// Asks the running process of a profile, if there is one.
public final class InstanceClient {
  private InstanceClient() {}

  /// Sends a request and waits for the reply; nothing if nobody listens. A process that dies meanwhile gives an IOException.
  public static Optional<InstanceMessage.Reply> ask(Path home, InstanceMessage.Request request)
      throws IOException {
    Optional<Path> socket = InstanceSocket.find(home);
    if (socket.isEmpty()) {
      return Optional.empty();
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      try {
        channel.connect(InstanceSocket.address(socket.get()));
      } catch (IOException e) {
        // Left behind by a process that was killed.
        return Optional.empty();
      }
      InstanceMessage.write(channel, request);
      return Optional.of(InstanceMessage.readReply(channel));
    }
  }

  /// Whether a process of this profile answers.
  public static boolean isRunning(Path home) {
    Optional<Path> socket = InstanceSocket.find(home);
    if (socket.isEmpty()) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(InstanceSocket.address(socket.get()));
    } catch (IOException e) {
      return false;
    }
  }
}
