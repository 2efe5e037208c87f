package org.tidelock.engine.storage.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Passes on what goes to a server in the clear, and writes down the HTTP requests in it: what really is on the wire, whatever anybody counts. Bodies must not look like the first line of a
/// request.
public final class Wiretap implements AutoCloseable {
  private static final Pattern REQUEST =
      Pattern.compile("([A-Z]{3,10}) (/[^ \r\n]*) HTTP/1\\.1\r\n");

  private final int server;
  private final ServerSocket listening;
  private final List<String> requests = new ArrayList<>();

  public Wiretap(int server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// Methods and paths since the last call.
  public synchronized List<String> take() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  private synchronized void note(String request) {
    requests.add(request);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket in = listening.accept();
        Socket out = new Socket(InetAddress.getLoopbackAddress(), server);
        Thread.ofVirtual().start(() -> pass(in, out, true));
        Thread.ofVirtual().start(() -> pass(out, in, false));
      } catch (IOException e) {
        continue; // the test is over
      }
    }
  }

  private void pass(Socket from, Socket to, boolean reads) {
    byte[] buffer = new byte[16 << 10];
    StringBuilder heard = new StringBuilder();
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (reads) hear(heard.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1)));
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      return; // one side has closed it
    }
  }

  /// A line that has not come as a whole is kept.
  private void hear(StringBuilder heard) {
    Matcher matcher = REQUEST.matcher(heard);
    int end = Math.max(0, heard.lastIndexOf("\n"));
    while (matcher.find()) {
      note(matcher.group(1) + " " + matcher.group(2));
      end = Math.max(end, matcher.end());
    }
    heard.delete(0, end);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
