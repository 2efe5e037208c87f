package org.tidelock.engine.storage.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A bad network before a server: while there is trouble, each connection is cut after so many bytes as chance wants, at any one of them, in either
/// direction. It may also be refused, as by a server that restarts or has no name any more, or be answered in the server's place, as by an overloaded gateway.
/// A seed says which.
public final class ChaosProxy implements AutoCloseable {
  private final int server;
  private final ServerSocket listening;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();

  /// Mean bytes of a connection; 0 for no trouble.
  private volatile long mean;

  private volatile double refusing;
  private volatile double answering;
  private volatile List<String> answers = List.of();

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

  /// @param share of the connections that are closed at once while there is trouble, 0 to 1
  public ChaosProxy refusing(double share) {
    refusing = share;
    return this;
  }

  /// @param share of the connections that are answered by one of these while there is trouble, 0 to 1
  /// @param heads status lines with their headers, as in HTTP/1.1
  public ChaosProxy answering(double share, List<String> heads) {
    answers = List.copyOf(heads);
    answering = share;
    return this;
  }

  public int cuts() {
    return cuts.get();
  }

  /// All that went wrong, once for each connection.
  public int faults() {
    return cuts.get() + others.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket in = listening.accept();
        if (isInTheWay(in)) continue;
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

  private synchronized boolean isInTheWay(Socket in) throws IOException {
    if (mean == 0) return false;
    double chance = random.nextDouble();
    if (chance >= refusing + answering) return false;
    others.incrementAndGet();
    if (chance < refusing) in.close();
    else {
      String head = answers.get(random.nextInt(answers.size()));
      Thread.ofVirtual().start(() -> answer(in, head));
    }
    return true;
  }

  /// Without reading more than the head of the request, and for the last time on this connection.
  private static void answer(Socket in, String head) {
    try (in) {
      BufferedReader request =
          new BufferedReader(
              new InputStreamReader(in.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String line = request.readLine(); line != null && !line.isEmpty(); )
        line = request.readLine();
      String answer = "HTTP/1.1 " + head + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      in.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return; // whoever asked is gone
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
