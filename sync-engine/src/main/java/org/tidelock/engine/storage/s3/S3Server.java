package org.tidelock.engine.storage.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;

/// Signed requests to one bucket. What the server refuses because of the time or the region, which it then tells, is asked once more with those: nothing
/// has been done. Thread-safe.
final class S3Server implements AutoCloseable {
  private static final String NOTHING = Signer.hash(ByteBuffer.allocate(0));

  /// Of clocks: a server allows a quarter of an hour.
  private static final Duration NOTICEABLE = Duration.ofMinutes(1);

  private final HttpClient client;
  private final Signer signer;
  private final InstantSource clock;
  private volatile Bucket bucket;
  private volatile Duration ahead = Duration.ZERO;

  S3Server(HttpClient client, Bucket bucket, Signer signer, InstantSource clock) {
    this.client = client;
    this.bucket = bucket;
    this.signer = signer;
    this.clock = clock;
  }

  /// @param key empty for the bucket itself
  record Ask(
      String method,
      String key,
      TreeMap<String, String> query,
      List<String> headers,
      Optional<ByteBuffer> body) {
    static Ask of(String method, String key, String... headers) {
      return new Ask(method, key, new TreeMap<>(), List.of(headers), Optional.empty());
    }

    Ask sending(ByteBuffer bytes) {
      return new Ask(method, key, query, headers, Optional.of(bytes));
    }

    Ask with(String parameter, String value) {
      TreeMap<String, String> more = new TreeMap<>(query);
      more.put(parameter, value);
      return new Ask(method, key, more, headers, body);
    }
  }

  /// What came of it: one of the two is there.
  record Outcome<T>(Optional<T> value, Optional<S3Error> error) {}

  /// @param good reads an answer with a status from 200 to 299
  <T> Outcome<T> ask(Ask ask, HttpClient.Reading<T> good)
      throws HttpException, StorageException, InterruptedException {
    String payload = ask.body.map(Signer::hash).orElse(NOTHING);
    for (int i = 1; ; i++) {
      Bucket there = bucket;
      Duration offset = ahead;
      Outcome<T> outcome = once(ask, payload, there, offset, good);
      if (i == 3 || outcome.error.isEmpty() || !learns(outcome.error.get(), there, offset))
        return outcome;
    }
  }

  private <T> Outcome<T> once(
      Ask ask, String payload, Bucket there, Duration offset, HttpClient.Reading<T> good)
      throws HttpException, StorageException, InterruptedException {
    var uri = there.uri(ask.key, ask.query);
    Instant now = clock.instant().plus(offset);
    List<String> headers = signer.sign(ask.method, uri, ask.headers, payload, there.region(), now);
    HttpRequest request =
        new HttpRequest(ask.method, uri, headers, Optional.empty(), HttpRequest.Extent.WHOLE);
    if (ask.body.isPresent()) request = request.sending(ask.body.get());
    return client.call(request, answer -> read(answer, good));
  }

  private static <T> Outcome<T> read(HttpAnswer answer, HttpClient.Reading<T> good)
      throws IOException, StorageException {
    boolean done = answer.status() >= 200 && answer.status() < 300;
    if (done && answer.isPage()) throw HttpTroubles.unexpected(answer);
    return done
        ? new Outcome<>(Optional.of(good.read(answer)), Optional.empty())
        : new Outcome<>(Optional.empty(), Optional.of(S3Error.read(answer)));
  }

  /// Whether the same request may succeed now.
  private boolean learns(S3Error error, Bucket there, Duration offset) {
    if (error.isClock() && error.now().isPresent()) {
      Duration found = Duration.between(clock.instant(), error.now().get());
      ahead = found;
      return found.minus(offset).abs().compareTo(NOTICEABLE) > 0;
    }
    if (!error.isElsewhere()) return false;
    @Nullable Bucket other = error.region().flatMap(there::in).orElse(null);
    if (other == null) return false;
    bucket = other;
    return true;
  }

  Bucket bucket() {
    return bucket;
  }

  @Override
  public void close() {
    client.close();
  }
}
