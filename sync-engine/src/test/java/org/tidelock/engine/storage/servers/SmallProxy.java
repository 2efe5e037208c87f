package org.tidelock.engine.storage.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A proxy as companies have it: HTTP (tunnels, and requests in the clear), or SOCKS5 without users. It alone knows the servers' names: all of them are on this computer.
public final class SmallProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final Optional<String> expected;
  private final Optional<Integer> refusal;
  private final List<String> heads = new ArrayList<>();

  private SmallProxy(Optional<String> expected, Optional<Integer> refusal) throws IOException {
    this.expected = expected;
    this.refusal = refusal;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static SmallProxy open() throws IOException {
    return new SmallProxy(Optional.empty(), Optional.empty());
  }

  /// One that knows its users.
  public static SmallProxy of(String user, String password) throws IOException {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new SmallProxy(
        Optional.of("Basic " + Base64.getEncoder().encodeToString(both)), Optional.empty());
  }

  /// One that lets nobody through: it does not reach the server, or must not.
  public static SmallProxy refusing(int status) throws IOException {
    return new SmallProxy(Optional.empty(), Optional.of(status));
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// What it was told, request by request, with its headers; of SOCKS the name and port.
  public synchronized List<String> heads() {
    return List.copyOf(heads);
  }

  private synchronized void note(String head) {
    heads.add(head);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      int first = in.read();
      if (first == 5) socks(client);
      else if (first >= 0) http(client, first);
    } catch (IOException e) {
      return; // one side has closed it
    }
  }

  private void http(Socket client, int first) throws IOException {
    String head = head(client.getInputStream(), first);
    note(head);
    OutputStream out = client.getOutputStream();
    if (refusal.isPresent()) {
      out.write(
          ("HTTP/1.1 " + refusal.get() + " No\r\nContent-Length: 0\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    if (!isKnown(head)) {
      // All of it: a line that is closed with something unread takes the answer with it.
      client.getInputStream().readNBytes(length(head));
      out.write(
          "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    String[] line = head.split(" ", 3);
    boolean tunnel = line[0].equals("CONNECT");
    URI target = URI.create(tunnel ? "x://" + line[1] : line[1]);
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
      if (tunnel) {
        out.write("HTTP/1.1 200 Go on\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      } else {
        String passed =
            head.replace(" " + line[1] + " ", " " + target.getRawPath() + " ")
                .replaceAll("(?i)Proxy-[^\r]*\r\n", "")
                .replace("Connection: Keep-Alive", "Connection: close");
        server.getOutputStream().write(passed.getBytes(StandardCharsets.ISO_8859_1));
      }
      join(client, server);
    }
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring(16)))
        .findFirst()
        .orElse(0);
  }

  private boolean isKnown(String head) {
    return expected.isEmpty() || head.contains("Proxy-Authorization: " + expected.get() + "\r\n");
  }

  private static String head(InputStream in, int first) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(first);
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) throw new IOException("no more");
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /// RFC 1928, without users, for names and IPv4.
  private void socks(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    OutputStream out = client.getOutputStream();
    in.readNBytes(in.read()); // the ways in which it could say who it is
    out.write(new byte[] {5, 0});
    in.readNBytes(3);
    String name =
        in.read() == 3
            ? new String(in.readNBytes(in.read()), StandardCharsets.ISO_8859_1)
            : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
    int port = in.read() << 8 | in.read();
    note("SOCKS " + name + ":" + port);
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
      join(client, server);
    }
  }

  private static void join(Socket client, Socket server) throws IOException {
    Thread back = Thread.ofVirtual().start(() -> pass(server, client));
    pass(client, server);
    try {
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      try (from;
          to) {
        return; // cut from the other side
      } catch (IOException closing) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
