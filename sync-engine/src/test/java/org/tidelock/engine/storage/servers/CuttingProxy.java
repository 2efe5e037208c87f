package org.tidelock.engine.storage.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A line to a server that is cut after so many bytes, counted in both directions, or on which nothing moves any more.
public final class CuttingProxy implements AutoCloseable {
  private final InetSocketAddress server;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean stalled;

  public CuttingProxy(InetSocketAddress server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// Cuts all lines once so many bytes have passed; those made afterwards hold.
  public void cutAfter(long bytes) {
    left.set(bytes);
  }

  /// How often enough bytes had passed for that.
  public int cuts() {
    return cuts.get();
  }

  /// Nothing passes any more, and nobody is told.
  public void stall() {
    stalled = true;
  }

  public void cut() {
    left.set(Long.MAX_VALUE);
    for (Socket s : open) close(s);
    open.clear();
  }

  /// Before a server of this computer.
  public static CuttingProxy before(int port) throws IOException {
    return new CuttingProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket in = listening.accept();
        Socket out = new Socket(server.getAddress(), server.getPort());
        in.setTcpNoDelay(true);
        out.setTcpNoDelay(true);
        open.add(in);
        open.add(out);
        Thread.ofVirtual().start(() -> pass(in, out));
        Thread.ofVirtual().start(() -> pass(out, in));
      } catch (IOException e) {
        if (!listening.isClosed()) throw new UncheckedIOException(e);
      }
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[16 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (stalled) continue;
        long rest = left.addAndGet(-n);
        if (rest < 0) {
          out.write(buffer, 0, Math.clamp(n + rest, 0, n));
          out.flush();
          if (rest + n >= 0) { // else the other direction has come to the end before
            cuts.incrementAndGet(); // before anybody can hear of it
            cut();
          }
          return;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      return; // the line is cut
    }
  }

  private static void close(Socket s) {
    try (s) {
      s.setSoLinger(true, 0);
    } catch (IOException e) {
      return; // it is closed already
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
