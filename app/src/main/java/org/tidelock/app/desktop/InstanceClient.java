package org.tidelock.app.desktop;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks the running process of a profile, if there is one.
public final class InstanceClient {
  private InstanceClient() {}

  /// Sends a request and waits for the reply; nothing if nobody listens. A process that dies meanwhile gives an IOException.
  public static Optional<InstanceMessage.Reply> ask(Path home, InstanceMessage.Request request)
      throws IOException {
    return ask(home, request, _ -> {});
  }

  /// @param progress hears the lines that come before the reply, if the request wants them
  public static Optional<InstanceMessage.Reply> ask(
      Path home, InstanceMessage.Request request, Consumer<String> progress) throws IOException {
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
      return Optional.of(reply(channel, progress));
    }
  }

  private static InstanceMessage.Reply reply(SocketChannel channel, Consumer<String> progress)
      throws IOException {
    while (true) {
      switch (InstanceMessage.readAnswer(channel)) {
        case InstanceMessage.Progress(String line) -> progress.accept(line);
        case InstanceMessage.Reply reply -> {
          return reply;
        }
      }
    }
  }

  /// Asks a process that has begun in this moment and may not listen yet; nothing if it does not within `patience`.
  public static Optional<InstanceMessage.Reply> askSoon(
      Path home, InstanceMessage.Request request, Duration patience)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<InstanceMessage.Reply> reply = ask(home, request);
      if (reply.isPresent() || System.nanoTime() - end > 0) {
        return reply;
      }
      Thread.sleep(50);
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
