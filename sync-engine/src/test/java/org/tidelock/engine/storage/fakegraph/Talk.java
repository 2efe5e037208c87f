package org.tidelock.engine.storage.fakegraph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One request and its answer.
final class Talk {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 64 << 20;

  private final HttpExchange exchange;
  private Optional<Fault> fault = Optional.empty();

  Talk(HttpExchange exchange) {
    this.exchange = exchange;
  }

  void suffer(Fault after) {
    fault = Optional.of(after);
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String rawPath() {
    return exchange.getRequestURI().getRawPath();
  }

  /// For fault plans and messages.
  String line() {
    return method() + " " + exchange.getRequestURI();
  }

  Map<String, String> query() {
    return form(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
  }

  static Map<String, String> form(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      if (pair.isEmpty()) continue;
      String[] parts = pair.split("=", 2);
      values.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return values;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /// The whole body.
  ///
  /// @throws IOException if it breaks off
  byte[] body() throws IOException {
    byte[] all = exchange.getRequestBody().readNBytes(MOST + 1);
    long said = header("Content-Length").map(Long::parseLong).orElse((long) all.length);
    if (all.length < said && all.length <= MOST) throw new IOException("the body broke off");
    return all;
  }

  ObjectNode json() throws IOException {
    byte[] body = body();
    if (body.length == 0) return JSON.createObjectNode();
    try {
      if (JSON.readTree(body) instanceof ObjectNode object) return object;
    } catch (JacksonException e) {
      throw GraphError.invalid("Entity only allows writes with a JSON Content-Type header.");
    }
    throw GraphError.invalid("Request is malformed.");
  }

  void answer(int status, JsonNode body, String... headers) throws IOException {
    answer(
        status,
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
        JSON.writeValueAsBytes(body),
        headers);
  }

  void empty(int status, String... headers) throws IOException {
    answer(status, "", new byte[0], headers);
  }

  void error(GraphError error) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode said = body.putObject("error").put("code", error.code());
    said.put("message", error.message());
    ObjectNode inner = said.putObject("innerError");
    error.inner().ifPresent(code -> inner.put("code", code));
    inner.put("request-id", UUID.randomUUID().toString());
    inner.put("client-request-id", header("client-request-id").orElse(""));
    answer(error.status(), body, error.headers().toArray(String[]::new));
  }

  void answer(int status, String contentType, byte[] body, String... headers) throws IOException {
    if (fault.filter(Fault.CutAfter.class::isInstance).isPresent()) return;
    if (fault.orElse(null) instanceof Fault.DoneButError error) {
      send(error.status(), "text/html", "<html>bad gateway</html>".getBytes(UTF_8));
      return;
    }
    send(status, contentType, body, headers);
  }

  private void send(int status, String contentType, byte[] body, String... headers)
      throws IOException {
    var sent = exchange.getResponseHeaders();
    if (!contentType.isEmpty()) sent.set("Content-Type", contentType);
    for (int i = 0; i < headers.length; i += 2) sent.set(headers[i], headers[i + 1]);
    sent.set("request-id", UUID.randomUUID().toString());
    header("client-request-id").ifPresent(id -> sent.set("client-request-id", id));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length == 0) return;
    boolean truncated = fault.filter(Fault.Truncated.class::isInstance).isPresent();
    OutputStream out = exchange.getResponseBody();
    out.write(truncated ? Arrays.copyOf(body, body.length / 2) : body);
    out.flush();
  }
}
