package org.tidelock.engine.storage.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.http.HttpException.Kind;

@Timeout(60)
final class HttpClientTest {
  private static final Limits SHORT =
      new Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofMillis(700),
          1024,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  private final HttpClient client = new HttpClient(Security.cleartext(), Limits.usual());

  @AfterEach
  void close() {
    client.close();
  }

  private static HttpRequest put(URI uri, int length) {
    return HttpRequest.of("PUT", uri)
        .with("Authorization", "Basic c2VjcmV0")
        .sending(ByteBuffer.allocate(length));
  }

  private static int status(HttpAnswer answer) throws IOException {
    answer.bytes(1000);
    return answer.status();
  }

  @Test
  void nothingIsSentOnceItIsClosed() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              while (true) {
                c.request();
                c.answer("200 OK", "");
              }
            })) {
      assertThat(client.call(HttpRequest.of("GET", server.uri()), HttpClientTest::status))
          .isEqualTo(200);
      client.close();
      for (HttpRequest request :
          new HttpRequest[] {HttpRequest.of("GET", server.uri()), put(server.uri(), 10)}) {
        HttpException said =
            catchThrowableOfType(
                HttpException.class, () -> client.call(request, HttpClientTest::status));
        assertThat(said.kind()).isEqualTo(Kind.UNREACHABLE);
      }
      assertThat(server.heads()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "MKCOL", "GET", "PROPFIND", "DELETE", "MOVE"})
  void aRedirectIsAnAnswerAndNotFollowed(String method) throws Exception {
    try (RawServer other = new RawServer(c -> c.answer("200 OK", "login"));
        RawServer server =
            new RawServer(
                c -> {
                  while (true) {
                    c.request();
                    c.answer("302 Found\r\nLocation: " + other.uri(), "");
                  }
                })) {
      HttpRequest request =
          method.equals("PUT") ? put(server.uri(), 5) : HttpRequest.of(method, server.uri());
      assertThat(client.call(request, HttpClientTest::status)).isEqualTo(302);
      assertThat(other.connections()).isZero();
      assertThatThrownBy(() -> client.call(request, a -> wanted(a, 201)))
          .isInstanceOf(StorageException.Permanent.class)
          .hasMessageContaining("127.0.0.1")
          .hasMessageNotContaining("secret");
    }
  }

  private static boolean wanted(HttpAnswer answer, int status) throws StorageException {
    if (answer.status() == status) return true;
    throw HttpTroubles.of(answer);
  }

  @Test
  void aBodyGoesWithItsLengthAndNothingIsAskedForOrKeptThatNobodyWanted() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              for (int i = 0; i < 2; i++) {
                c.request();
                c.answer("201 Created\r\nSet-Cookie: a=b", "");
              }
            })) {
      client.call(put(server.uri(), 200_000), HttpClientTest::status);
      client.call(put(server.uri(), 0), HttpClientTest::status);
      assertThat(server.heads().getFirst().lines().map(l -> l.split(":")[0]))
          .containsExactlyInAnyOrder(
              "PUT /secret-path HTTP/1.1",
              "Authorization",
              "Content-Length",
              "Host",
              "Connection",
              "User-Agent",
              "Accept-Encoding",
              "");
      assertThat(server.heads().getFirst())
          .contains("\r\nContent-Length: 200000\r\n", "\r\nAccept-Encoding: identity\r\n");
      assertThat(server.heads().get(1))
          .contains("\r\nContent-Length: 0\r\n")
          .doesNotContain("Cookie");
    }
  }

  @Test
  void aServerThatWasIdleForAMomentIsAskedOverTheSameConnection() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              while (true) {
                c.request();
                c.answer("200 OK", "x");
              }
            })) {
      for (int i = 0; i < 3; i++)
        client.call(HttpRequest.of("GET", server.uri()), HttpClientTest::status);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /// The server closes the connection when the second request comes.
  private static RawServer forgetful(AtomicInteger requests) throws IOException {
    return new RawServer(
        c -> {
          c.request();
          requests.incrementAndGet();
          c.answer("200 OK", "x");
          c.request();
          requests.incrementAndGet();
        });
  }

  @Test
  void whatChangesSomethingIsNeverSentTwice() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server = forgetful(requests)) {
      client.call(put(server.uri(), 10), HttpClientTest::status);
      HttpException e =
          catchThrowableOfType(
              HttpException.class,
              () -> client.call(put(server.uri(), 10), HttpClientTest::status));
      assertThat(e.kind()).isEqualTo(Kind.LOST);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void whatOnlyReadsIsSentAgainOnceIfTheServerHadClosedTheConnection() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpRequest get;
    try (RawServer server = forgetful(requests)) {
      get = HttpRequest.of("GET", server.uri());
      client.call(get, HttpClientTest::status);
      assertThat(client.call(get, HttpClientTest::status)).isEqualTo(200);
      assertThat(requests).hasValue(3);
    }
    AtomicInteger never = new AtomicInteger();
    try (RawServer server =
        new RawServer(
            c -> {
              c.request();
              never.incrementAndGet();
            })) {
      HttpRequest lost = HttpRequest.of("GET", server.uri());
      assertThatThrownBy(() -> client.call(lost, HttpClientTest::status))
          .isInstanceOf(HttpException.class);
      assertThat(never).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"503 Busy\r\nRetry-After: 0", "408 Timeout", "408 Timeout\r\nRetry-After: 0"})
  void anAnswerThatAsksForAnotherTryIsLeftToTheCaller(String answer) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server =
        new RawServer(
            c -> {
              while (true) {
                c.request();
                requests.incrementAndGet();
                c.answer(answer, "");
              }
            })) {
      client.call(put(server.uri(), 10), HttpClientTest::status);
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void anAnswerIsReadOnlyAsFarAsTheCallerAllows() throws Exception {
    AtomicBoolean flooded = new AtomicBoolean();
    try (RawServer server =
        new RawServer(
            c -> {
              c.request();
              c.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              for (int i = 0; i < 60_000; i++) c.say("400\r\n" + "x".repeat(1024) + "\r\n");
              flooded.set(true);
            })) {
      assertThatThrownBy(() -> client.call(HttpRequest.of("GET", server.uri()), a -> a.bytes(5000)))
          .isInstanceOf(HttpException.class)
          .hasMessageContaining("longer than 5000 bytes");
      assertThat(flooded).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200 OK\r\nContent-Length: 10\r\n\r\nshort",
        "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort",
        "garbage",
        ""
      })
  void anAnswerThatBreaksOffIsLost(String answer) throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              c.request();
              c.say("HTTP/1.1 " + answer);
            })) {
      HttpException e =
          catchThrowableOfType(
              HttpException.class,
              () -> client.call(HttpRequest.of("GET", server.uri()), a -> a.bytes(100)));
      assertThat(e.kind()).isEqualTo(Kind.LOST);
    }
  }

  /// Whoever asks again may go on behind it; nobody has asked again before, also where the connection was left by an earlier request.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatCameOfAPartThatBreaksOffIsInItsPlace(boolean isKept) throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              if (isKept) {
                c.request();
                c.answer("200 OK", "first");
              }
              c.request();
              c.say(
                  "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 7-106/200\r\n"
                      + "Content-Length: 100\r\n\r\nthe beginning");
            })) {
      HttpRequest request = HttpRequest.of("GET", server.uri());
      if (isKept) client.call(request, a -> a.bytes(10));
      ByteBuffer into = ByteBuffer.allocate(103).position(3);
      assertThatThrownBy(() -> client.call(request, a -> Ranges.read(a, 7, into)))
          .isInstanceOf(HttpException.class);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(into.limit()).isEqualTo(103);
      assertThat(new String(into.array(), 3, into.position() - 3, US_ASCII))
          .isEqualTo("the beginning");
    }
  }

  @Test
  void anEncodedAnswerIsNotTakenForTheBytes() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              c.request();
              c.answer("200 OK\r\nContent-Encoding: gzip", "x");
            })) {
      assertThatThrownBy(() -> client.call(HttpRequest.of("GET", server.uri()), a -> a.bytes(9)))
          .isInstanceOf(HttpException.class)
          .hasMessageContaining("gzip");
    }
  }

  @Test
  void nobodyThereIsToldFromAnAnswerThatGotLost() throws Exception {
    try (Socket deaf = new Socket()) { // holds its port, so that no other test listens there
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI gone = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      HttpException e =
          catchThrowableOfType(
              HttpException.class, () -> client.call(put(gone, 1), HttpClientTest::status));
      assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
    }
    HttpException unknown =
        catchThrowableOfType(
            HttpException.class,
            () ->
                client.call(
                    put(URI.create("http://no-such-host.invalid/"), 1), HttpClientTest::status));
    assertThat(unknown.kind()).isEqualTo(Kind.UNREACHABLE);
  }

  /// Sends a request on a platform thread, interrupts it once the server says so, and tells what came of it.
  private static String interrupted(HttpClient client, HttpRequest request, CountDownLatch now)
      throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    int status = client.call(request, HttpClientTest::status);
                    result.complete(status + " " + Thread.currentThread().isInterrupted());
                  } catch (InterruptedException e) {
                    result.complete("interrupted " + Thread.currentThread().isInterrupted());
                  } catch (Exception e) {
                    result.completeExceptionally(e);
                  }
                });
    now.await();
    caller.interrupt();
    return result.get(30, TimeUnit.SECONDS);
  }

  @Test
  void anInterruptEndsACallThatReadsAtOnceAndItsConnection() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            c -> {
              c.request();
              asked.countDown();
              c.rest();
              closed.countDown();
            })) {
      assertThat(interrupted(client, HttpRequest.of("GET", server.uri()), asked))
          .isEqualTo("interrupted false");
      assertThat(closed.await(15, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anInterruptedUploadIsCutOffBeforeItsEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Integer> received = new CompletableFuture<>();
    try (RawServer server =
        new RawServer(
            c -> {
              c.head();
              begun.countDown();
              goOn.await();
              received.complete(c.rest().length);
            })) {
      String came = interrupted(client, put(server.uri(), 30 << 20), begun);
      goOn.countDown();
      assertThat(came).isEqualTo("interrupted false");
      assertThat(received.get(15, TimeUnit.SECONDS)).isLessThan(30 << 20);
    }
  }

  @Test
  void anUploadThatTheServerHasWholeIsWaitedForAlthoughInterrupted() throws Exception {
    CountDownLatch whole = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            c -> {
              c.request();
              whole.countDown();
              Thread.sleep(300);
              c.answer("201 Created", "");
            })) {
      assertThat(interrupted(client, put(server.uri(), 1000), whole)).isEqualTo("201 true");
    }
  }

  @Test
  void butNotForEver() throws Exception {
    CountDownLatch whole = new CountDownLatch(1);
    try (HttpClient hasty = new HttpClient(Security.cleartext(), SHORT);
        RawServer server =
            new RawServer(
                c -> {
                  c.request();
                  whole.countDown();
                  c.rest();
                })) {
      assertThat(interrupted(hasty, put(server.uri(), 1000), whole)).isEqualTo("interrupted false");
    }
  }

  @Test
  void aCallOfAnInterruptedThreadSendsNothing() throws Exception {
    try (RawServer server = new RawServer(c -> {})) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> client.call(put(server.uri(), 1), HttpClientTest::status))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(server.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "})
  void aServerThatDribblesIsGivenUp(String beginning) throws Exception {
    try (HttpClient hasty = new HttpClient(Security.cleartext(), SHORT);
        RawServer server =
            new RawServer(
                c -> {
                  c.request();
                  c.say(beginning);
                  while (true) {
                    c.say("x");
                    Thread.sleep(100);
                  }
                })) {
      assertThatThrownBy(
              () -> hasty.call(HttpRequest.of("GET", server.uri()), a -> a.bytes(100_000)))
          .isInstanceOf(HttpException.class)
          .hasMessage("The connection to the server stands still.");
    }
  }

  @Test
  void aServerThatTakesNoMoreIsGivenUp() throws Exception {
    try (HttpClient hasty = new HttpClient(Security.cleartext(), SHORT);
        RawServer server =
            new RawServer(
                c -> {
                  c.head();
                  Thread.sleep(60_000);
                })) {
      assertThatThrownBy(() -> hasty.call(put(server.uri(), 30 << 20), HttpClientTest::status))
          .isInstanceOf(HttpException.class)
          .hasMessage("The connection to the server stands still.");
    }
  }

  @Test
  void noExceptionTellsTheSecretOrThePath() throws Exception {
    try (RawServer server = new RawServer(RawServer.Conversation::request)) {
      Throwable e =
          catchThrowableOfType(
              HttpException.class,
              () -> client.call(put(server.uri(), 10), HttpClientTest::status));
      for (Throwable t = e; t != null; t = t.getCause())
        assertThat(t.toString()).doesNotContain("secret", "c2VjcmV0", "Basic");
      assertThat(put(server.uri(), 1).toString()).isEqualTo("PUT");
    }
  }

  @Test
  void whatIsToBeEncryptedIsNotSentInTheClear() throws Exception {
    try (HttpClient safe = new HttpClient(Security.tls(), Limits.usual());
        RawServer server = new RawServer(c -> c.answer("200 OK", ""))) {
      HttpException e =
          catchThrowableOfType(
              HttpException.class, () -> safe.call(put(server.uri(), 10), HttpClientTest::status));
      assertThat(e.kind()).isEqualTo(Kind.UNTRUSTED);
      assertThat(server.heads()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, SignIn", "403, Forbidden", "429, Throttled", "509, Throttled", "507, QuotaExceeded",
        "413, TooLarge",
    "301, Permanent", "307, Permanent", "500, Transient", "502, Transient", "503, Transient",
        "404, Transient",
    "405, Permanent", "200, Transient", "423, Transient"
  })
  void eachStatusHasItsMeaning(int status, String kind) throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              c.request();
              c.answer(status + " Whatever", "");
            })) {
      assertThatThrownBy(
              () ->
                  client.call(
                      HttpRequest.of("GET", server.uri()),
                      a -> {
                        throw HttpTroubles.of(a);
                      }))
          .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After: 120|PT2M",
        "Retry-After: 99999999|PT1H",
        "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\\r\\nDate: Fri, 31 Dec 1999 23:59:29 GMT|PT30S",
        "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\\r\\nDate: Fri, 31 Dec 2010 23:59:29 GMT|PT0S",
        "Retry-After: soon|none",
        "Retry-After: -5|none",
        "X: y|none"
      })
  void howLongToWaitIsWhatTheServerSays(String headers, String wait) throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              c.request();
              c.answer("429 Slow\r\n" + headers.replace("\\r\\n", "\r\n"), "");
            })) {
      StorageException.Throttled e =
          catchThrowableOfType(
              StorageException.Throttled.class,
              () ->
                  client.call(
                      HttpRequest.of("GET", server.uri()),
                      a -> {
                        throw HttpTroubles.of(a);
                      }));
      assertThat(e.retryAfter().map(Duration::toString).orElse("none")).isEqualTo(wait);
    }
  }

  @Test
  void theBytesOfABufferGoOutWhereverTheyLieInIt() throws Exception {
    CompletableFuture<byte[]> received = new CompletableFuture<>();
    byte[] all = new byte[300_000];
    for (int i = 0; i < all.length; i++) all[i] = (byte) (i * 31 + i / 7);
    try (RawServer server =
        new RawServer(
            c -> {
              received.complete(c.request());
              c.answer("201 Created", "");
            })) {
      ByteBuffer part = ByteBuffer.wrap(all, 1000, 250_001);
      client.call(HttpRequest.of("PUT", server.uri()).sending(part), HttpClientTest::status);
      assertThat(received.get(15, TimeUnit.SECONDS))
          .isEqualTo(Arrays.copyOfRange(all, 1000, 251_001));
      assertThat(part.position()).isEqualTo(1000);
    }
  }

  @Test
  void whatServersSayIsShortAndHarmlessWhenShown() {
    assertThat(HttpAnswer.printable("a\u001b[31mb\nc" + "x".repeat(500)))
        .startsWith("a?[31mb?cxxx")
        .hasSize(101);
  }
}
