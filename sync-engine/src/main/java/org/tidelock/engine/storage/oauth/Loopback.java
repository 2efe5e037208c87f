package org.tidelock.engine.storage.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tidelock.engine.storage.Percent;

/// A port of this computer to which its browser comes back (RFC 8252, 7.3). Only an answer with the right state counts; everything else that comes to the port is
/// turned away, and costs little. Nobody outside of this computer reaches it. Thread-safe.
public final class Loopback implements AutoCloseable {
  static final String PATH = "/tidelock";

  private static final int LONGEST_HEAD = 16 << 10;
  private static final int AT_ONCE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// In a row, of one port.
  private static final int MOST_FAILURES = 1000;

  private static final int OTHER_PORTS = 20;

  private static final String DONE =
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Tidelock</title>"
          + "<p>Tidelock has its answer. You can close this page and go back to it."
          + "<p lang=\"de\">Tidelock hat die Antwort. Sie k\u00f6nnen diese Seite schlie\u00dfen und zu Tidelock zur\u00fcckgehen.</html>";

  private final String state;
  private final List<ServerSocket> listening;
  private final int port;
  private final BlockingQueue<Answer> answer = new ArrayBlockingQueue<>(1);
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Duration patience;

  /// What the provider's page has said.
  ///
  /// @param code to be redeemed; or else
  /// @param error why there is none
  record Answer(Optional<String> code, Optional<String> error) {
    /// Without the code, which opens the account to whoever redeems it.
    @Override
    public String toString() {
      return code.isPresent() ? "Answer with a code" : "Answer without a code";
    }
  }

  /// @param patience with one request, from its first byte to its last
  Loopback(String state, List<ServerSocket> listening, Duration patience) {
    this.state = state;
    this.patience = patience;
    this.listening = listening;
    this.port = listening.getFirst().getLocalPort();
    for (ServerSocket each : listening)
      Thread.ofVirtual().name("tidelock-sign-in").start(() -> accept(each));
  }

  /// Listens at the addresses that a browser may take `localhost` for.
  public static Loopback open(String state) throws IOException {
    for (int i = 1; ; i++) {
      ServerSocket four = new ServerSocket(0, AT_ONCE, InetAddress.ofLiteral("127.0.0.1"));
      try {
        return new Loopback(state, withSix(four), PATIENCE);
      } catch (IOException e) {
        four.close();
        if (i == OTHER_PORTS) throw e;
      }
    }
  }

  /// Where there is no IPv6, without.
  static List<ServerSocket> withSix(ServerSocket four) throws IOException {
    List<ServerSocket> both = new ArrayList<>(List.of(four));
    InetAddress six = InetAddress.ofLiteral("::1");
    try {
      both.add(new ServerSocket(four.getLocalPort(), AT_ONCE, six));
    } catch (java.net.BindException e) {
      if (hasSix(six)) throw e; // somebody else has the port there, and would get the answer
    } catch (java.net.SocketException e) {
      return both;
    }
    return both;
  }

  private static boolean hasSix(InetAddress six) throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, six)) {
      return any.isBound();
    } catch (java.net.SocketException e) {
      return false;
    }
  }

  String redirect() {
    return "http://localhost:" + port + PATH;
  }

  /// @return empty if nobody came in time
  Optional<Answer> await(Duration most) throws InterruptedException {
    return Optional.ofNullable(answer.poll(most.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void accept(ServerSocket at) {
    int failed = 0;
    while (!at.isClosed() && failed < MOST_FAILURES) {
      try {
        Socket browser = at.accept();
        if (free.tryAcquire())
          Thread.ofVirtual().name("tidelock-sign-in").start(() -> serve(browser));
        else browser.close();
        failed = 0;
      } catch (IOException e) {
        failed++; // of one connection, or it is closed
      }
    }
  }

  private void serve(Socket browser) {
    try (browser) {
      Optional<Answer> said = said(head(browser));
      said.ifPresent(answer::offer); // also if the browser hangs up now
      String page = said.isPresent() ? DONE : "Not here.";
      String status = said.isPresent() ? "200 OK" : "404 Not Found";
      browser.getOutputStream().write(response(status, page).getBytes(UTF_8));
      browser.getOutputStream().flush();
    } catch (IOException e) {
      return; // it went, or said nothing
    } finally {
      free.release();
    }
  }

  private static String response(String status, String page) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
        + page.getBytes(UTF_8).length
        + "\r\nContent-Security-Policy: default-src 'none'\r\nReferrer-Policy: no-referrer"
        + "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        + page;
  }

  /// @throws IOException if it does not come whole in time, however slowly it goes on
  private List<String> head(Socket browser) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    InputStream in = browser.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int lineLength = 0;
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) throw new IOException("too slow");
      browser.setSoTimeout((int) left);
      int b = in.read();
      if (b < 0 || bytes.size() == LONGEST_HEAD) throw new IOException("no request");
      bytes.write(b);
      if (b == '\n' && lineLength == 0) return bytes.toString(UTF_8).lines().toList();
      if (b == '\n') lineLength = 0;
      else if (b != '\r') lineLength++;
    }
  }

  /// What a request says, if it is the one that is waited for.
  private Optional<Answer> said(List<String> head) {
    String[] request = head.getFirst().split(" ");
    boolean isOne = request.length == 3 && request[0].equals("GET") && isForUs(head);
    if (!isOne || !request[1].startsWith(PATH + "?")) return Optional.empty();
    Map<String, String> query = query(request[1].substring(PATH.length() + 1));
    if (!state.equals(query.get("state"))) return Optional.empty();
    Optional<String> code = Optional.ofNullable(query.get("code")).filter(c -> !c.isEmpty());
    Optional<String> error = Optional.ofNullable(query.get("error"));
    return code.isEmpty() && error.isEmpty()
        ? Optional.empty()
        : Optional.of(new Answer(code, error));
  }

  /// A page of somebody else, whose name leads to this computer, names another host.
  private boolean isForUs(List<String> head) {
    Set<String> ours = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
    List<String> hosts =
        head.stream()
            .filter(line -> line.regionMatches(true, 0, "Host:", 0, 5))
            .map(line -> line.substring(5).strip())
            .toList();
    return hosts.size() == 1 && ours.contains(hosts.getFirst());
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&")) {
      String[] parts = pair.split("=", 2);
      try {
        if (parts.length == 2) query.put(parts[0], Percent.decode(parts[1].replace('+', ' ')));
      } catch (CharacterCodingException e) {
        continue;
      }
    }
    return query;
  }

  @Override
  public void close() {
    for (ServerSocket each : listening) {
      try {
        each.close();
      } catch (IOException e) {
        continue; // it is not listened at any more
      }
    }
  }
}
