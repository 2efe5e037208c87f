package org.tidelock.engine.storage.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports of this computer for servers that are told theirs. Each is given once in this process: what the system gives for "any port" it may give again
/// as soon as it was tried and let go, and two parts of one server had the same one in some 1 of 7,000 runs. They lie below those that systems
/// give to whoever asks for any, so that no other socket of a test takes one before its server does. Thread-safe.
public final class Ports {
  private static final int FROM = 10_000;

  /// Below Linux's; macOS and Windows begin at 49152.
  private static final int TO = 32_768;

  /// Runs at the same time begin at other places.
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % (TO - FROM)));

  private Ports() {}

  /// A port on which nobody listens.
  public static int free() throws IOException {
    for (int i = FROM; i < TO; i++) {
      int port = FROM + NEXT.getAndIncrement() % (TO - FROM);
      try (ServerSocket nobody = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return nobody.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
    throw new IOException("no port is free");
  }
}
