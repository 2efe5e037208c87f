package org.tidelock.engine.storage.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A bad network before a server: while there is trouble, each connection is cut after so many bytes as chance wants, at any one of them, in either
/// direction. A seed says after how many.
public final class ChaosProxy implements AutoCloseable {
  private final int server;
  private final ServerSocket listening;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();

  /// Mean bytes of a connection; 0 for no trouble.
  private volatile long mean;

  public ChaosProxy(int server, long seed) throws IOException {
    this.server = server;
    this.random = new Random(seed);
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// Connections that are open are cut, so that all that follow are in trouble, or none.
  public void trouble(long meanBytes) throws IOException {
    mean = meanBytes;
    for (Socket s : open) s.close();
    open.clear();
  }

  public int cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket in = listening.accept();
        Socket out = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(in);
        open.add(out);
        AtomicLong left = new AtomicLong(budget());
        Thread.ofVirtual().start(() -> pass(in, out, left));
        Thread.ofVirtual().start(() -> pass(out, in, left));
      } catch (IOException e) {
        continue; // the server is away, or the test over
      }
    }
  }

  private synchronized long budget() {
    return mean == 0
        ? Long.MAX_VALUE
        : (long) (-mean * Math.log(1 - random.nextDouble())); // exponential: also very few
  }

  private void pass(Socket from, Socket to, AtomicLong left) {
    byte[] buffer = new byte[16 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long rest = left.addAndGet(-n);
        out.write(buffer, 0, Math.clamp(n + Math.min(rest, 0), 0, n));
        out.flush();
        if (rest < 0) {
          cuts.incrementAndGet();
          return;
        }
      }
    } catch (IOException e) {
      return; // cut from the other side
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket s : open) s.close();
  }
}
