package org.tidelock.engine.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.storage.http.Proxies;
import org.tidelock.engine.storage.http.RawServer;

/// Answers that no server should give.
@Timeout(90)
final class HostileDavServerTest {
  private static final String XML = "207 Multi-Status\r\nContent-Type: application/xml";

  /// Answers each request by its method and path.
  private static RawServer server(Function<String, String[]> answers) throws Exception {
    return new RawServer(
        c -> {
          while (true) {
            c.request();
            String[] answer = answers.apply(c.lastLine());
            c.answer(answer[0], answer[1]);
          }
        });
  }

  private static RawServer always(String status, String body) throws Exception {
    return server(_ -> new String[] {status, body});
  }

  private static ObjectStore store(RawServer server) {
    return store(server, StorageAccess.NONE.agreeing(WebDavStore.HABITS, "refuses,whole"));
  }

  private static ObjectStore store(RawServer server, StorageAccess access) {
    ServerUrl url =
        (ServerUrl)
            StorageUrl.parse(
                "webdav+http://user@127.0.0.1:" + server.uri().getPort() + "/dav/vault");
    return new WebDavProvider(Proxies.NONE)
        .open(url, access.withSecret("hunter2-secret"), "", new SecureRandom());
  }

  private static String list(String... hrefs) {
    StringBuilder xml =
        new StringBuilder(
            "<?xml version='1.0'?><D:multistatus xmlns:D='DAV:'>"
                + response("/dav/vault/heads/", true));
    for (String href : hrefs) xml.append(response(href, false));
    return xml + "</D:multistatus>";
  }

  private static String response(String href, boolean collection) {
    return "<D:response><D:href>"
        + href
        + "</D:href><D:propstat><D:prop><D:resourcetype>"
        + (collection ? "<D:collection/>" : "")
        + "</D:resourcetype><D:getcontentlength>5</D:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>";
  }

  private static List<String> listed(String body) throws Exception {
    try (RawServer server = always(XML, body);
        ObjectStore store = store(server)) {
      return store.list("heads").stream().map(i -> i.name().value()).toList();
    }
  }

  /// As Apache does when two make it at the same moment.
  @Test
  void aFolderThatIsThereThoughItMayNotBeMadeIsGoodEnough() throws Exception {
    AtomicInteger uploads = new AtomicInteger();
    try (RawServer server =
            server(
                line ->
                    switch (line.split(" ")[0]) {
                      case "MKCOL" -> new String[] {"403 Forbidden", ""};
                      case "PUT" ->
                          new String[] {
                            uploads.getAndIncrement() == 0 ? "409 Conflict" : "201 Created", ""
                          };
                      default -> new String[] {XML, list()};
                    });
        ObjectStore store = store(server)) {
      store.create(new ObjectName("heads/a"), new byte[] {1});
      assertThat(uploads).hasValue(2);
    }
  }

  /// As rclone does while others write into it.
  @Test
  void aFolderThatIsForgottenForAMomentIsMadeAllTheSame() throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (RawServer server =
            server(
                line -> {
                  boolean isForgotten = made.get() < 5;
                  return switch (line.split(" ")[0]) {
                    case "MKCOL" -> {
                      made.getAndIncrement();
                      yield new String[] {isForgotten ? "409 Conflict" : "201 Created", ""};
                    }
                    case "PUT" -> new String[] {isForgotten ? "409 Conflict" : "201 Created", ""};
                    default ->
                        line.contains("heads")
                            ? new String[] {"404 Not Found", ""}
                            : multistatus(response("/dav/vault/", true));
                  };
                });
        ObjectStore store = store(server)) {
      store.create(new ObjectName("heads/a"), new byte[] {1});
    }
  }

  /// As nginx does where an object goes while it reads the folder.
  @Test
  void aListThatFailsIsAskedForAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawServer server =
            server(
                _ ->
                    asked.getAndIncrement() == 0
                        ? new String[] {"500 Internal Server Error", ""}
                        : new String[] {XML, list("/dav/vault/heads/a")});
        ObjectStore store = store(server)) {
      assertThat(store.list("heads")).extracting(i -> i.name().value()).containsExactly("heads/a");
    }
  }

  @Test
  void aListThatFailsAgainAndAgainIsNoList() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawServer server =
            server(
                _ ->
                    asked.getAndIncrement() % 2 == 0
                        ? new String[] {"500 Internal Server Error", ""}
                        : new String[] {XML, list()});
        ObjectStore store = store(server)) {
      assertThatThrownBy(() -> store.list("heads")).isInstanceOf(StorageException.Transient.class);
      assertThat(asked).hasValue(6);
    }
  }

  @Test
  void onlyNamesThatLieThereComeOutOfAListing() throws Exception {
    assertThat(
            listed(
                list(
                    "/dav/vault/heads/good-1",
                    "http://elsewhere.example/dav/vault/heads/good-2",
                    "/dav/vault/heads/%67ood-3",
                    "/dav/vault/packs/ab",
                    "/etc/passwd",
                    "/dav/vault/heads/../../../x",
                    "/dav/vault/heads/%2e%2e",
                    "/dav/vault/heads/a%2fb",
                    "/dav/vault/heads/%00",
                    "/dav/vault/heads/%ff",
                    "/dav/vault/heads/Upper",
                    "/dav/vault/heads/a/b",
                    "//dav/vault/heads/good-4",
                    "ht tp://x",
                    "mailto:x",
                    "")))
        .containsExactlyInAnyOrder("heads/good-1", "heads/good-2", "heads/good-3", "heads/good-4");
  }

  @Test
  void whatIsCalledByAnotherPathBehindAProxyIsFoundAllTheSame() throws Exception {
    assertThat(listed(list("/dav/vault/heads/a").replace("/dav/vault", "/inner")))
        .containsExactly("heads/a");
  }

  /// sabre/dav lists what was deleted while it read the folder as 0 bytes of 1970: whoever compares lengths would take it for a damaged object.
  @Test
  void whatAListShowsWithoutBytesIsAskedForByItself() throws Exception {
    String files =
        sized("/dav/vault/heads/gone", "0")
            + sized("/dav/vault/heads/begun", "0")
            + sized("/dav/vault/heads/folder", "")
            + sized("/dav/vault/heads/untold", "")
            + sized("/dav/vault/heads/empty", "0")
            + sized("/dav/vault/heads/whole", "5");
    try (RawServer server =
            server(
                line ->
                    switch (line.split(" ")[1]) {
                      case "/dav/vault/heads/" ->
                          multistatus(response("/dav/vault/heads/", true) + files);
                      case "/dav/vault/heads/gone" -> new String[] {"404 Not Found", ""};
                      case "/dav/vault/heads/folder" ->
                          multistatus(response("/dav/vault/heads/folder/", true));
                      case "/dav/vault/heads/begun" ->
                          multistatus(sized("/dav/vault/heads/begun", "7"));
                      case "/dav/vault/heads/untold" ->
                          multistatus(sized("/dav/vault/heads/untold", "9"));
                      case "/dav/vault/heads/empty" ->
                          multistatus(sized("/dav/vault/heads/empty", "0"));
                      default -> new String[] {"500 Not To Be Asked For", ""};
                    });
        ObjectStore store = store(server)) {
      assertThat(store.list("heads"))
          .extracting(i -> i.name().value() + "=" + i.size())
          .containsExactlyInAnyOrder(
              "heads/begun=7", "heads/untold=9", "heads/empty=0", "heads/whole=5");
    }
  }

  /// Folders in folders are listed at once, too.
  @Test
  void atMostFourListsAreAskedForAtOnce() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch many = new CountDownLatch(5);
    try (RawServer server =
            server(
                line -> {
                  String path = line.split(" ")[1];
                  int depth = path.split("/").length - 3; // below /dav/vault
                  StringBuilder folders = new StringBuilder(response(path, true));
                  for (int i = 0; i < 4 && depth < 2; i++)
                    folders.append(response(path + "d" + i + "/", true));
                  if (depth == 2) {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    many.countDown();
                    await(many);
                    atOnce.decrementAndGet();
                  }
                  return multistatus(folders.toString());
                });
        ObjectStore store = store(server)) {
      assertThat(store.listAll()).isEmpty();
    }
    assertThat(most).hasValueBetween(2, 4);
  }

  private static void await(CountDownLatch many) {
    try {
      assertThat(many.await(200, TimeUnit.MILLISECONDS)).isIn(true, false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String[] multistatus(String responses) {
    return new String[] {XML, "<D:multistatus xmlns:D='DAV:'>" + responses + "</D:multistatus>"};
  }

  private static String sized(String href, String length) {
    return "<D:response><D:href>"
        + href
        + "</D:href><D:propstat><D:prop><D:resourcetype/><D:getcontentlength>"
        + length
        + "</D:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>";
  }

  /// Or else all that is there would look deleted.
  @Test
  void aListThatIsNotOfTheFolderIsNoEmptyFolder() {
    for (String body :
        new String[] {
          "<D:multistatus xmlns:D='DAV:'/>",
          list("/dav/vault/heads/a").replace("/heads/", "/other/"),
          "<multistatus/>",
          ""
        }) assertThatThrownBy(() -> listed(body)).isInstanceOf(StorageException.Transient.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>",
        "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>",
        "<!DOCTYPE x [<!ENTITY c SYSTEM 'file:///etc/hostname'>]>"
      })
  void documentTypesAndEntitiesAreRefused(String type) {
    String body =
        "<?xml version='1.0'?>"
            + type
            + list("/dav/vault/heads/&c;").replace("<?xml version='1.0'?>", "");
    assertThatThrownBy(() -> listed(body)).isInstanceOf(StorageException.Transient.class);
  }

  @Test
  void depthAndLengthOfAListAreBounded() {
    String deep = "<x>".repeat(100_000);
    assertThatThrownBy(() -> listed("<D:multistatus xmlns:D='DAV:'><D:response>" + deep))
        .isInstanceOf(StorageException.Transient.class);
    String longText = list("/dav/vault/heads/" + "a".repeat(100_000));
    assertThatThrownBy(() -> listed(longText)).isInstanceOf(StorageException.Transient.class);
    String attribute = "<D:multistatus xmlns:D='DAV:' x='" + "a".repeat(3 << 20) + "'/>";
    assertThatThrownBy(() -> listed(attribute)).isInstanceOf(StorageException.Transient.class);
  }

  @Acceptance(138)
  @Test
  void aSignInPageOfANetworkIsNeitherAnObjectNorSuccess() throws Exception {
    try (RawServer server =
            always("200 OK\r\nContent-Type: text/html", "<html>Welcome, please sign in</html>");
        ObjectStore store = store(server)) {
      ObjectName name = new ObjectName("heads/one");
      List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> calls =
          List.of(
              () -> store.create(name, new byte[5]),
              () -> store.get(name, 1000),
              () -> store.getRange(name, 1, 2),
              () -> store.stat(name),
              () -> store.list("heads"),
              () -> store.delete(name),
              store::prepare,
              store::names);
      for (var call : calls)
        assertThatThrownBy(call)
            .isInstanceOf(StorageException.Transient.class)
            .hasMessageContaining("web page");
    }
  }

  @Test
  void aRedirectGetsNeitherTheUploadNorThePassword() throws Exception {
    try (RawServer other = always("201 Created", "");
        RawServer server = always("307 Moved\r\nLocation: " + other.uri(), "");
        ObjectStore store = store(server)) {
      assertThatThrownBy(() -> store.create(new ObjectName("heads/one"), new byte[5]))
          .isInstanceOf(StorageException.Permanent.class)
          .hasMessageContaining("sends on to another address");
      assertThat(other.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "206 Partial\r\nContent-Range: bytes 0-3/5",
        "206 Partial\r\nContent-Range: bytes 1-2/5",
        "206 Partial\r\nContent-Range: bytes 1-0/5",
        "206 Partial\r\nContent-Range: bytes 1-99999999999999999999/5",
        "206 Partial"
      })
  void aRangeThatWasNotAskedForIsRefused(String status) throws Exception {
    try (RawServer server = always(status, "abcd");
        ObjectStore store = store(server)) {
      assertThatThrownBy(() -> store.getRange(new ObjectName("heads/one"), 1, 4))
          .isInstanceOf(StorageException.class);
    }
  }

  @Test
  void aRangeThatIsLongerThanAskedForIsCut() throws Exception {
    try (RawServer server = always("206 Partial\r\nContent-Range: bytes 1-9/10", "123456789");
        ObjectStore store = store(server)) {
      assertThat(store.getRange(new ObjectName("heads/one"), 1, 4)).isEqualTo("1234".getBytes());
    }
  }

  @Test
  void theWholeInsteadOfARangeIsCut() throws Exception {
    try (RawServer server = always("200 OK", "0123456789");
        ObjectStore store = store(server)) {
      assertThat(store.getRange(new ObjectName("heads/one"), 3, 4)).isEqualTo("3456".getBytes());
    }
  }

  @Test
  void anObjectThatIsLongerThanAllowedIsNotTakenIntoMemory() throws Exception {
    try (RawServer server =
            new RawServer(
                c -> {
                  c.request();
                  c.say("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc");
                  c.rest();
                });
        ObjectStore store = store(server)) {
      assertThatThrownBy(() -> store.get(new ObjectName("heads/one"), 1000))
          .isInstanceOf(StorageException.OutOfBounds.class);
    }
  }

  @Test
  void aLostAnswerOfAnUploadIsLookedAtBeforeAnythingIsSaid() throws Exception {
    String there =
        "<D:multistatus xmlns:D='DAV:'>"
            + response("/dav/vault/heads/one", false)
            + "</D:multistatus>";
    for (String stored : new String[] {"hello", "other"}) {
      try (RawServer server =
              new RawServer(
                  c -> {
                    while (true) {
                      c.request();
                      if (c.lastLine().startsWith("PUT")) return; // stored; no answer
                      if (c.lastLine().startsWith("GET"))
                        c.answer("206 P\r\nContent-Range: bytes 0-4/5", stored);
                      else c.answer(XML, there);
                    }
                  });
          ObjectStore store = store(server)) {
        ObjectName name = new ObjectName("heads/one");
        if (stored.equals("hello")) store.create(name, "hello".getBytes());
        else
          assertThatThrownBy(() -> store.create(name, "hello".getBytes()))
              .isInstanceOf(StorageException.AlreadyExists.class);
      }
    }
  }

  @Test
  void aServerThatLiesAboutEverythingWhenTriedOutIsTakenForTheWorst() throws Exception {
    try (RawServer server =
            server(
                line ->
                    line.startsWith("PROPFIND")
                        ? new String[] {
                          XML,
                          "<D:multistatus xmlns:D='DAV:'>"
                              + response("/dav/vault/x", false)
                              + "</D:multistatus>"
                        }
                        : new String[] {"201 Created", ""});
        ObjectStore store = store(server, StorageAccess.NONE)) {
      assertThat(store.probe().get(WebDavStore.HABITS)).isEqualTo(Habits.WORST.text());
    }
  }

  @Test
  void thePasswordIsInNoTrouble() throws Exception {
    try (RawServer server = always("401 No\r\nWWW-Authenticate: Basic realm=x", "");
        ObjectStore store = store(server)) {
      assertThatThrownBy(() -> store.list("heads"))
          .isInstanceOf(StorageException.SignIn.class)
          .satisfies(
              e -> {
                for (Throwable t = e; t != null; t = t.getCause())
                  assertThat(t.toString().toLowerCase(Locale.ROOT)).doesNotContain("hunter2");
              });
      assertThat(store.describe()).doesNotContain("hunter2").doesNotContain("user@");
    }
  }
}
