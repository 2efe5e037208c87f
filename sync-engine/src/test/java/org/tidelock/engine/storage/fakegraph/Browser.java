package org.tidelock.engine.storage.fakegraph;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// Somebody else's HTTP: a person's browser, and the one by which the fake itself is tested. Follows nothing by itself.
public final class Browser implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// @param headers names and values in turn
  public HttpResponse<byte[]> send(String method, URI uri, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method,
                body.length == 0 && method.equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) request.headers(headers);
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /// Opens a page and goes where it leads, as a browser does; returns the last page's text.
  public String visit(URI uri) throws IOException, InterruptedException {
    URI at = uri;
    for (int i = 0; i < 5; i++) {
      HttpResponse<byte[]> page = send("GET", at, new byte[0]);
      if (page.statusCode() != 302) return new String(page.body(), StandardCharsets.UTF_8);
      at = at.resolve(page.headers().firstValue("Location").orElseThrow());
    }
    throw new IOException("it leads round and round");
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    return Talk.JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
