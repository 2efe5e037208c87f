package org.tidelock.engine.storage.onedrive;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Json;
import org.tidelock.engine.storage.oauth.AccessTokens;

/// Requests to Graph, and to the hosts of contents that it names. Only the former have credentials with them. A token that is refused is replaced once.
/// Thread-safe.
final class GraphServer implements AutoCloseable {
  /// Of a page of a list: a thousand items of half a KiB.
  static final int MOST_BYTES = 8 << 20;

  /// As Microsoft asks of programs that are nobody's in particular.
  private static final String AGENT = "NONISV|Tidelock|Tidelock/1.0";

  private static final int REDIRECT = 302;

  private final HttpClient client;
  private final URI base;
  private final AccessTokens tokens;

  GraphServer(HttpClient client, URI base, AccessTokens tokens) {
    this.client = client;
    this.base = base;
    this.tokens = tokens;
  }

  HttpClient client() {
    return client;
  }

  /// What came of it: one of the two is there.
  record Outcome<T>(Optional<T> value, Optional<GraphError> error) {
    T orThrow() throws StorageException {
      if (error.isPresent()) throw error.get().explained();
      return value.orElseThrow();
    }

    /// Without what came, which may open something to whoever has it.
    @Override
    public String toString() {
      return error.isPresent() ? "Refused" : "Done";
    }
  }

  static HttpRequest json(String method, URI uri, String body) {
    return HttpRequest.of(method, uri)
        .with("Content-Type", "application/json")
        .sending(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  /// Asks Graph.
  ///
  /// @param good reads an answer with a status from 200 to 299
  /// @throws HttpException if there is no answer
  <T> Outcome<T> ask(HttpRequest request, HttpClient.Reading<T> good)
      throws HttpException, StorageException, InterruptedException {
    return ask(request, GraphServer::isDone, good);
  }

  /// Asks Graph for contents, which it does not give itself: where it sends whoever wants them.
  Outcome<Download> askForContents(HttpRequest request)
      throws HttpException, StorageException, InterruptedException {
    return ask(
        request,
        status -> status == REDIRECT,
        answer -> new Download(this, contents(answer.header("Location").orElse(""))));
  }

  private <T> Outcome<T> ask(HttpRequest request, IntPredicate wanted, HttpClient.Reading<T> good)
      throws HttpException, StorageException, InterruptedException {
    String token = tokens.now();
    Outcome<T> outcome = send(authorized(request, token), wanted, good);
    if (outcome.error.filter(GraphError::isSignIn).isEmpty()) return outcome;
    tokens.refused(token);
    return send(authorized(request, tokens.now()), wanted, good);
  }

  private HttpRequest authorized(HttpRequest request, String token) {
    if (!isGraphs(request.uri()))
      throw new IllegalArgumentException("credentials are for Graph only");
    return request.with("Authorization", "Bearer " + token);
  }

  /// Whether an address is Graph's own: what it names as the next page of a list goes on with credentials.
  boolean isGraphs(URI uri) {
    return uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && base.getScheme().equals(uri.getScheme())
        && base.getRawAuthority().equals(uri.getRawAuthority())
        && uri.getRawPath() != null
        && uri.getRawPath().startsWith(base.getRawPath() + "/");
  }

  /// An address where contents are, which opens them to whoever has it: another host, as safe as Graph.
  ///
  /// @throws StorageException if it cannot be one
  URI contents(String address) throws StorageException {
    try {
      URI uri = URI.create(address);
      boolean usable =
          base.getScheme().equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null;
      if (usable) return uri;
    } catch (IllegalArgumentException e) {
      throw odd(); // without that one, which has the address in it
    }
    throw odd();
  }

  private static Permanent odd() {
    return new Permanent("OneDrive names an address that cannot be used.", null);
  }

  /// Asks without credentials.
  <T> Outcome<T> send(HttpRequest request, HttpClient.Reading<T> good)
      throws HttpException, StorageException, InterruptedException {
    return send(request, GraphServer::isDone, good);
  }

  private <T> Outcome<T> send(HttpRequest request, IntPredicate wanted, HttpClient.Reading<T> good)
      throws HttpException, StorageException, InterruptedException {
    return client.call(request.with("User-Agent", AGENT), answer -> read(answer, wanted, good));
  }

  private static boolean isDone(int status) {
    return status >= 200 && status < 300;
  }

  private static <T> Outcome<T> read(
      HttpAnswer answer, IntPredicate wanted, HttpClient.Reading<T> good)
      throws IOException, StorageException {
    if (wanted.test(answer.status()))
      return new Outcome<>(Optional.of(good.read(answer)), Optional.empty());
    if (isDone(answer.status()) || answer.status() == REDIRECT)
      throw HttpTroubles.unexpected(answer);
    return new Outcome<>(Optional.empty(), Optional.of(GraphError.read(answer)));
  }

  static Json json(HttpAnswer answer) throws IOException, StorageException {
    if (!answer.contentType().equals("application/json")) throw HttpTroubles.unexpected(answer);
    return Json.parse(answer.bytes(MOST_BYTES));
  }

  @Override
  public void close() {
    client.close();
    tokens.close();
  }
}
