package org.tidelock.engine.storage.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Executors;

/// Stands between a client and a real HTTP server, and does what that server never would.
public final class Meddler implements AutoCloseable {
  private static final List<String> PASSED_ON =
      List.of("authorization", "depth", "content-type", "if-none-match", "range", "overwrite");

  /// @param status what is answered
  public record Answer(int status, byte[] body) {}

  /// Decides over one request.
  @FunctionalInterface
  public interface Meddling {
    /// @param honest asks the real server
    Answer answer(String method, String path, Honest honest) throws Exception;
  }

  @FunctionalInterface
  public interface Honest {
    Answer ask() throws Exception;
  }

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int target;
  private final Meddling meddling;

  private Meddler(int target, Meddling meddling) throws IOException {
    this.target = target;
    this.meddling = meddling;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public static Meddler before(LocalServer server, Meddling meddling) throws IOException {
    return new Meddler(server.port(), meddling);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Response[] said = new Response[1];
      Answer answer =
          meddling.answer(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              () -> {
                said[0] = forward(exchange, body);
                return said[0].answer();
              });
      if (said[0] != null)
        for (String header : List.of("content-type", "content-range", "www-authenticate"))
          said[0]
              .http()
              .headers()
              .firstValue(header)
              .ifPresent(v -> exchange.getResponseHeaders().set(header, v));
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private record Response(HttpResponse<byte[]> http) {
    Answer answer() {
      return new Answer(http.statusCode(), http.body());
    }
  }

  private Response forward(HttpExchange exchange, byte[] body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + target + exchange.getRequestURI().getRawPath()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT)))
                request.header(name, values.getFirst());
            });
    return new Response(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
