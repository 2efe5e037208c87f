package org.tidelock.engine.storage.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that does with a connection whatever a test wants: no server that behaves could.
public final class RawServer implements AutoCloseable {
  /// Talks over one connection, which is closed afterwards.
  @FunctionalInterface
  public interface Talk {
    void with(Conversation client) throws Exception;
  }

  private final ServerSocket socket;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  public RawServer(Talk talk) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(talk));
  }

  private void accept(Talk talk) {
    try {
      while (true) {
        Socket client = socket.accept();
        connections.incrementAndGet();
        open.add(client);
        Thread.ofVirtual().start(() -> talk(talk, client));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void talk(Talk talk, Socket client) {
    try (client) {
      talk.with(new Conversation(client));
    } catch (Exception e) {
      return; // the client went, or the test is over
    }
  }

  /// One connection, from the server's side.
  public final class Conversation {
    private final Socket client;
    private final InputStream in;
    private String last = "";

    private Conversation(Socket client) throws IOException {
      this.client = client;
      this.in = client.getInputStream();
    }

    /// The next request line and headers.
    public String head() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) throw new IOException("the client went");
        bytes.write(b);
      }
      String head = bytes.toString(ISO_8859_1);
      heads.add(head);
      last = head.lines().findFirst().orElse("");
      return head;
    }

    /// The request line of the last request.
    public String lastLine() {
      return last;
    }

    /// A request with its body, whose length it says.
    public byte[] request() throws IOException {
      String head = head();
      int length =
          head.lines()
              .filter(l -> l.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
              .mapToInt(l -> Integer.parseInt(l.substring(15).strip()))
              .findFirst()
              .orElse(0);
      return in.readNBytes(length);
    }

    /// Whatever still comes until the client goes.
    public byte[] rest() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        in.transferTo(bytes);
      } catch (IOException e) {
        return bytes.toByteArray(); // reset
      }
      return bytes.toByteArray();
    }

    public void say(String text) throws IOException {
      client.getOutputStream().write(text.getBytes(ISO_8859_1));
      client.getOutputStream().flush();
    }

    public void answer(String status, String body) throws IOException {
      say("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/secret-path");
  }

  public int connections() {
    return connections.get();
  }

  /// Heads of all requests so far.
  public List<String> heads() {
    return heads;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : open) client.close();
  }
}
