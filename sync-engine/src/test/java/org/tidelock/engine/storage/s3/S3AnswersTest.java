package org.tidelock.engine.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.Limits;
import org.tidelock.engine.storage.http.RawServer;
import org.tidelock.engine.storage.http.Security;

/// What servers answer that say no, say it oddly, lie, or have no end.
@Timeout(90)
class S3AnswersTest {
  private static final ObjectName NAME = new ObjectName("heads/one");

  private interface Use {
    void of(S3Store store) throws Exception;
  }

  private static RawServer with(RawServer.Talk talk, Use use) throws Exception {
    return with(talk, Optional.of("yes"), use);
  }

  private static RawServer with(RawServer.Talk talk, Optional<String> refuses, Use use)
      throws Exception {
    try (RawServer raw =
        new RawServer(
            client -> {
              while (true) talk.with(client);
            })) {
      URI endpoint = URI.create("http://127.0.0.1:" + raw.uri().getPort());
      Bucket bucket = new Bucket("bucket", endpoint, "us-east-1", false, false, List.of("pre"));
      S3Server server =
          new S3Server(
              new HttpClient(Security.cleartext(), Limits.usual()),
              bucket,
              new Signer("id", "secret word"),
              InstantSource.system());
      try (S3Store store = new S3Store(server, refuses, new SecureRandom(), 1000)) {
        use.of(store);
      }
      return raw;
    }
  }

  private static String error(String code) {
    return "<?xml version=\"1.0\"?><Error xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Code>"
        + code
        + "</Code><Message>m</Message></Error>";
  }

  @ParameterizedTest
  @CsvSource({
    "403 Forbidden, AccessDenied, Forbidden",
    "403 Forbidden, SignatureDoesNotMatch, SignIn",
    "403 Forbidden, InvalidAccessKeyId, SignIn",
    "403 Forbidden, QuotaExceeded, QuotaExceeded",
    "507 x, XMinioStorageFull, QuotaExceeded",
    "503 x, SlowDown, Throttled",
    "429 x, TooManyRequests, Throttled",
    "500 x, InternalError, Transient",
    "404 x, NoSuchBucket, Permanent",
    "404 x, NoSuchKey, NotFound",
    "400 x, RequestTimeout, Transient",
    "301 x, PermanentRedirect, Permanent",
    "302 x, '', Permanent",
    "502 x, '<html>', Transient"
  })
  void refusalsAreTold(String status, String code, String kind) throws Exception {
    with(
        client -> {
          client.request();
          client.answer(status, code.isEmpty() ? "" : error(code));
        },
        store ->
            assertThatThrownBy(() -> store.get(NAME, 10))
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(kind));
  }

  /// A sign-in page of a network is no object, and nothing is stored or deleted by it.
  @Acceptance(138)
  @Test
  void aWebPageIsNoAnswer() throws Exception {
    with(
        client -> {
          client.request();
          boolean hasBody = !client.lastLine().startsWith("HEAD");
          client.answer(
              "200 OK\r\nContent-Type: text/html; charset=utf-8",
              hasBody ? "<html>Welcome, please sign in</html>" : "");
        },
        store -> {
          List<ThrowingCallable> calls =
              List.of(
                  () -> store.create(NAME, new byte[5]),
                  () -> store.delete(NAME),
                  () -> store.stat(NAME),
                  () -> store.get(NAME, 1000),
                  () -> store.getRange(NAME, 0, 5),
                  () -> store.list("heads"),
                  store::names,
                  store::prepare);
          for (ThrowingCallable call : calls)
            assertThatThrownBy(call)
                .isInstanceOf(StorageException.Transient.class)
                .hasMessageContaining("web page");
        });
  }

  @Test
  void whatIsSignedNamesTheKeyAndNotTheSecret() throws Exception {
    RawServer raw =
        with(
            client -> {
              client.request();
              client.answer("200 OK", "abc");
            },
            store -> assertThat(store.get(NAME, 10)).hasSize(3));
    assertThat(raw.heads())
        .singleElement()
        .asString()
        .contains("Credential=id/", "/bucket/pre/heads/one");
    assertThat(raw.heads().toString()).doesNotContain("secret word");
  }

  @Test
  void anObjectIsCreatedOnlyIfNothingIsThere() throws Exception {
    RawServer raw =
        with(
            client -> {
              client.request();
              client.answer("412 Precondition Failed", error("PreconditionFailed"));
            },
            store ->
                assertThatThrownBy(() -> store.create(NAME, new byte[3]))
                    .isInstanceOf(StorageException.AlreadyExists.class));
    assertThat(raw.heads().getFirst()).containsIgnoringCase("if-none-match: *");
  }

  @Test
  void aServerThatKnowsNoSuchConditionIsAskedFirst() throws Exception {
    RawServer raw =
        with(
            client -> {
              String head = client.head();
              if (head.startsWith("PUT")
                  && head.toLowerCase(java.util.Locale.ROOT).contains("if-none-match")) {
                client.answer("501 Not Implemented", error("NotImplemented"));
              } else if (head.startsWith("HEAD")) client.say("HTTP/1.1 404 x\r\n\r\n");
              else if (head.startsWith("GET")) client.answer("404 x", error("NoSuchKey"));
              else client.answer("200 OK", "");
            },
            Optional.empty(),
            store -> {
              store.create(NAME, new byte[0]);
              assertThat(store.probe()).isEqualTo(Map.of(S3Store.REFUSES, "no"));
            });
    assertThat(raw.heads()).anyMatch(h -> h.startsWith("HEAD /bucket/pre/heads/one "));
  }

  /// T21: the object was stored, and the answer was lost.
  @Test
  void aLostAnswerIsFollowedByALook() throws Exception {
    RawServer raw =
        with(
            client -> {
              byte[] body = client.request();
              if (body.length > 0) throw new java.io.IOException("cut");
              client.say("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
            },
            store ->
                assertThatThrownBy(() -> store.create(NAME, new byte[3]))
                    .isInstanceOf(StorageException.AlreadyExists.class));
    assertThat(raw.heads().stream().filter(h -> h.startsWith("PUT"))).hasSize(1);
  }

  @Test
  void anotherRegionIsTakenOverOnce() throws Exception {
    RawServer raw =
        with(
            client -> {
              if (client.head().contains("/eu-west-3/s3/")) client.answer("200 OK", "abc");
              else
                client.say(
                    "HTTP/1.1 301 x\r\nx-amz-bucket-region: eu-west-3\r\nContent-Length: 0\r\n\r\n");
            },
            store -> {
              assertThat(store.get(NAME, 10)).hasSize(3);
              assertThat(store.get(NAME, 10)).hasSize(3);
            });
    assertThat(raw.heads()).hasSize(3);
  }

  @Test
  void regionsWithoutAnEndAreGivenUp() throws Exception {
    int[] n = {0};
    RawServer raw =
        with(
            client -> {
              client.head();
              client.say(
                  "HTTP/1.1 301 x\r\nx-amz-bucket-region: r-"
                      + n[0]++
                      + "\r\nContent-Length: 0\r\n\r\n");
            },
            store ->
                assertThatThrownBy(() -> store.get(NAME, 10))
                    .isInstanceOf(StorageException.Permanent.class));
    assertThat(raw.heads()).hasSize(3);
  }

  private static String page(String inside) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult>"
        + inside
        + "</ListBucketResult>";
  }

  private static String object(String key, String size) {
    return "<Contents><Key>" + key + "</Key><Size>" + size + "</Size></Contents>";
  }

  private static void listing(String body, Use use) throws Exception {
    with(
        client -> {
          client.head();
          client.answer("200 OK", body);
        },
        use);
  }

  @Test
  void whatDoesNotBelongIntoAListingIsLeftOut() throws Exception {
    String keys =
        object("pre/heads/ok", "5")
            + object("pre/heads/%2e%2e", "5")
            + object("pre/heads/..%2F..%2Fetc", "5")
            + object("other/heads/x", "5")
            + object("pre/log/x", "5")
            + object("pre/heads/", "0")
            + object("pre/heads/A", "5")
            + object("pre/heads/minus", "-1")
            + object("pre/heads/huge", "99999999999999999999")
            + object("", "5")
            + "<Unknown><Deep/></Unknown>";
    listing(
        page("<EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>" + keys),
        store ->
            assertThat(store.list("heads"))
                .extracting(i -> i.name().value())
                .containsExactly("heads/ok"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>sign in</body></html>",
        "{\"a\":1}",
        "<ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<Error><Code>NoSuchBucket</Code></Error>",
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><ListBucketResult><Contents><Key>&b;</Key></Contents></ListBucketResult>",
        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><ListBucketResult><Contents><Key>&f;</Key></Contents></ListBucketResult>"
      })
  void whatIsNoListingIsNotAnEmptyOne(String body) throws Exception {
    listing(
        body,
        store ->
            assertThatThrownBy(() -> store.list("heads"))
                .isInstanceOf(StorageException.Transient.class));
  }

  @Test
  void whatIsTooDeepOrTooLongIsNotRead() throws Exception {
    for (String inside :
        new String[] {
          "<a>".repeat(5000), "<Contents><Key>" + "k".repeat(100_000), "<" + "n".repeat(1000) + "/>"
        })
      listing(
          page(inside),
          store ->
              assertThatThrownBy(() -> store.list("heads"))
                  .isInstanceOf(StorageException.Transient.class));
    with(
        client -> {
          client.head();
          client.say("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n<ListBucketResult>");
        },
        store ->
            assertThatThrownBy(() -> store.list("heads"))
                .isInstanceOf(StorageException.Transient.class));
  }

  @Test
  void aListingWithoutAnEndEnds() throws Exception {
    for (String token : new String[] {"same", ""}) {
      int[] n = {0};
      with(
          client -> {
            client.head();
            String next = token.isEmpty() ? "t" + n[0]++ : token;
            client.answer(
                "200 OK",
                page(
                    "<IsTruncated>true</IsTruncated><NextContinuationToken>"
                        + next
                        + "</NextContinuationToken>"));
          },
          store ->
              assertThatThrownBy(() -> store.list("heads"))
                  .isInstanceOf(StorageException.Permanent.class));
    }
  }

  @Test
  void lengthsThatLieAreNotBelieved() throws Exception {
    with(
        client -> {
          client.head();
          client.say("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
        },
        store ->
            assertThatThrownBy(() -> store.get(NAME, 1 << 20))
                .isInstanceOf(StorageException.OutOfBounds.class));
    for (String range :
        new String[] {
          "bytes 0-9/10",
          "bytes 5-9/10",
          "bytes 3-99/100",
          "bytes 3-4/100",
          "nonsense",
          "bytes 3-2/10"
        })
      with(
          client -> {
            client.head();
            client.say(
                "HTTP/1.1 206 x\r\nContent-Range: "
                    + range
                    + "\r\nContent-Length: 10\r\n\r\n0123456789");
          },
          store -> {
            ByteBuffer into = ByteBuffer.allocate(10);
            assertThatThrownBy(() -> store.read(NAME, 3, into))
                .as(range)
                .isInstanceOf(StorageException.Transient.class);
            assertThat(into.position()).isZero();
          });
  }

  @Test
  void aServerWithoutRangesIsSliced() throws Exception {
    with(
        client -> {
          client.head();
          client.answer("200 OK", "0123456789");
        },
        store -> {
          assertThat(store.getRange(NAME, 3, 4)).containsExactly('3', '4', '5', '6');
          ByteBuffer into = ByteBuffer.allocate(20);
          assertThat(store.read(NAME, 8, into)).isEqualTo(2);
        });
  }
}
