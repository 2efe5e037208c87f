package org.tidelock.engine.storage.onedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.AlreadyExists;
import org.tidelock.engine.storage.StorageException.Forbidden;
import org.tidelock.engine.storage.StorageException.NotFound;
import org.tidelock.engine.storage.StorageException.OutOfBounds;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.QuotaExceeded;
import org.tidelock.engine.storage.StorageException.Throttled;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.fakegraph.Fault;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.Limits;
import org.tidelock.engine.storage.http.RawServer;
import org.tidelock.engine.storage.http.Security;
import org.tidelock.engine.storage.servers.ChaosProxy;
import org.tidelock.engine.storage.servers.OwnCertificate;

/// What OneDrive does that is not plain, and what something that only looks like it may answer.
@Timeout(60)
class OneDriveAnswersTest {
  private static final ObjectName NAME = new ObjectName("packs/ab/one");
  private static final ObjectName OTHER = new ObjectName("packs/ab/two");
  private static final ObjectName HEAD = new ObjectName("heads/one");
  private static final int LARGE = Upload.PIECE + 77;

  private FakeGraph graph;
  private ObjectStore store;

  @BeforeEach
  void start() throws Exception {
    graph = FakeGraph.start();
    store = Accounts.prepared(graph, "Vault");
  }

  @AfterEach
  void stop() {
    store.close();
    graph.close();
    assertThat(graph.complaints()).isEmpty();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void fails(Class<? extends StorageException> with, Action action) {
    assertThatThrownBy(action::run).isInstanceOf(with);
  }

  @Test
  void aLargeUploadThatBreaksOffGoesOnWhereItWas() throws Exception {
    byte[] body = bytes(LARGE);
    graph.faults().once("PUT /up", new Fault.CutAfter());
    fails(Transient.class, () -> store.create(NAME, body));
    assertThat(graph.appFiles()).isEmpty();
    int before = graph.requests();
    store.create(NAME, body);
    assertThat(graph.requests() - before).as("a look and a piece").isEqualTo(2);
    assertThat(graph.appFiles().get("Vault/packs/ab/one")).isEqualTo(body);
    assertThat(graph.openSessions()).isZero();
  }

  @Test
  void anUploadWhoseSessionIsOverBeginsAnew() throws Exception {
    byte[] body = bytes(LARGE);
    graph.faults().once("PUT /up", new Fault.CutAfter());
    fails(Transient.class, () -> store.create(NAME, body));
    graph.endSessions();
    store.create(NAME, body);
    assertThat(store.get(NAME, LARGE)).isEqualTo(body);
  }

  /// The one who has signed in has nothing to do with it.
  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void anAddressOfAnUploadThatIsRefusedBeginsAnew(int status) throws Exception {
    byte[] body = bytes(LARGE);
    graph.faults().once("PUT /up", Fault.json(status, "{\"error\":{\"code\":\"accessDenied\"}}"));
    fails(Transient.class, () -> store.create(NAME, body));
    store.create(NAME, body);
    assertThat(store.get(NAME, LARGE)).isEqualTo(body);
    graph.faults().once("PUT /up", new Fault.CutAfter());
    fails(Transient.class, () -> store.create(OTHER, body));
    graph.faults().once("GET /up", Fault.json(status, "{}"));
    store.create(OTHER, body);
    assertThat(store.get(OTHER, LARGE)).isEqualTo(body);
    assertThat(graph.openSessions()).isZero();
  }

  @Test
  void otherBytesUnderTheNameDoNotGoOnWithAnEarlierUpload() throws Exception {
    byte[] other = new byte[LARGE];
    graph.faults().once("PUT /up", new Fault.CutAfter());
    fails(Transient.class, () -> store.create(NAME, other));
    store.create(NAME, bytes(LARGE));
    assertThat(store.get(NAME, LARGE)).isEqualTo(bytes(LARGE));
    assertThat(graph.openSessions()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, LARGE})
  void aLostAnswerIsSettledByALook(int size) throws Exception {
    String last = size == LARGE ? "PUT /up" : "PUT .*content";
    if (size == LARGE) {
      graph.faults().once(last, new Fault.CutAfter()); // of the first piece
      fails(Transient.class, () -> store.create(NAME, bytes(size)));
    }
    graph.faults().once(last, new Fault.CutAfter());
    fails(AlreadyExists.class, () -> store.create(NAME, bytes(size)));
    assertThat(store.get(NAME, size)).isEqualTo(bytes(size));
  }

  @Test
  void anErrorOfAGatewayAfterTheDeedIsSettledByTheNextTry() throws Exception {
    graph.faults().once("PUT", new Fault.DoneButError(502));
    fails(Transient.class, () -> store.create(NAME, bytes(100)));
    fails(AlreadyExists.class, () -> store.create(NAME, bytes(100)));
  }

  @Test
  void aNameIsRefusedAlsoWhereOnlyTheLastPieceTellsIt() throws Exception {
    store.create(NAME, bytes(10));
    fails(AlreadyExists.class, () -> store.create(NAME, bytes(LARGE)));
    graph.tellConflictsAtTheEnd();
    fails(AlreadyExists.class, () -> store.create(NAME, bytes(LARGE)));
    assertThat(graph.openSessions()).isZero();
    assertThat(store.get(NAME, 10)).isEqualTo(bytes(10));
  }

  /// One that Graph says itself, or it is looked whether the object is gone.
  @ParameterizedTest
  @ValueSource(ints = {200, 202, 302})
  void aDeletionIsBelievedOnlyByTheRightAnswer(int status) throws Exception {
    store.create(NAME, bytes(10));
    Fault odd = new Fault.Answer(status, "", new byte[0], List.of("Location", "http://x.example/"));
    graph.faults().once("DELETE", odd);
    fails(Transient.class, () -> store.delete(NAME));
    assertThat(store.get(NAME, 10)).isEqualTo(bytes(10));
    store.delete(NAME);
    graph.faults().once("DELETE", odd);
    if (status == 302) fails(Transient.class, store::removePlace);
    else assertThat(store.removePlace()).isFalse();
    assertThat(store.removePlace()).isTrue();
    assertThat(store.names()).isEmpty();
  }

  /// rclone#8558: another device's, that was switched off in the midst of it.
  @Test
  void aNameThatAnUnendedUploadKeepsIsNotTakenForAnObject() throws Exception {
    try (ObjectStore gone = Accounts.open(graph, "Vault", Accounts.signedIn(graph))) {
      graph.faults().once("PUT /up", new Fault.CutAfter());
      fails(Transient.class, () -> gone.create(NAME, bytes(LARGE)));
      fails(Transient.class, () -> store.create(NAME, bytes(LARGE)));
      fails(Transient.class, () -> store.create(NAME, bytes(10)));
      graph.clock().advance(Duration.ofDays(8));
      store.create(NAME, bytes(10));
    }
  }

  @Test
  void anUploadThatNobodyWentOnWithIsTakenBackInTheEnd() throws Exception {
    try (ObjectStore other = Accounts.open(graph, "Vault", Accounts.signedIn(graph))) {
      graph.faults().once("PUT /up", new Fault.CutAfter());
      fails(Transient.class, () -> other.create(NAME, bytes(LARGE)));
      assertThat(graph.openSessions()).isEqualTo(1);
    }
    assertThat(graph.openSessions()).isZero();
    store.create(NAME, bytes(10));
  }

  @Test
  void butNobodyWaitsLongForThat() throws Exception {
    try (RawServer silent =
        new RawServer(
            client -> {
              client.request();
              if (client.lastLine().startsWith("DELETE")) client.rest();
            })) {
      graph.announceContentAt(URI.create("http://127.0.0.1:" + silent.uri().getPort()));
      fails(Transient.class, () -> store.create(NAME, bytes(LARGE)));
      long begin = System.nanoTime();
      store.close();
      assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(10).toNanos());
      assertThat(silent.heads()).last().asString().startsWith("DELETE");
    }
  }

  /// Connections are cut at any byte, of questions, pieces and answers.
  @Test
  void piecesComeTogetherOverANetworkThatBreaksAllTheTime() throws Exception {
    long seed = Long.getLong("tidelock.seed", System.nanoTime());
    try (ChaosProxy control = new ChaosProxy(graph.graphPort(), seed);
        ChaosProxy contents = new ChaosProxy(graph.contentPort(), seed + 1)) {
      graph.announce(control.port(), contents.port());
      String url = graph.storage("Vault").replace("A" + graph.graphPort(), "A" + control.port());
      try (ObjectStore other =
          Accounts.open(graph, url, Accounts.signedIn(graph), 100, 320 << 10)) {
        control.trouble(20_000);
        contents.trouble(1_000_000);
        for (int i = 0; i < 8; i++) {
          ObjectName name = new ObjectName("packs/ab/n" + i);
          byte[] body = bytes(1_500_000 + i);
          for (int tries = 0; tries < 200 && isTroubled(() -> other.create(name, body)); tries++) {}
        }
        control.trouble(0);
        contents.trouble(0);
        for (int i = 0; i < 8; i++)
          assertThat(other.get(new ObjectName("packs/ab/n" + i), 2_000_000))
              .as("seed %s", seed)
              .isEqualTo(bytes(1_500_000 + i));
        assertThat(contents.cuts()).as("cuts, seed %s", seed).isPositive();
        assertThat(graph.sessions()).as("sessions, seed %s", seed).isGreaterThanOrEqualTo(8);
      }
    }
  }

  /// @return false also if it exists
  private static boolean isTroubled(Action action) throws Exception {
    try {
      action.run();
      return false;
    } catch (AlreadyExists e) {
      return false;
    } catch (Transient e) {
      return true;
    }
  }

  @Test
  void atMostFourListsAreAskedForAtOnce() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch many = new CountDownLatch(5);
    StringBuilder folders = new StringBuilder("{\"value\":[");
    for (int i = 0; i < 4; i++)
      folders.append(i == 0 ? "" : ",").append("{\"name\":\"d" + i + "\",\"folder\":{}}");
    folders.append("]}");
    try (RawServer lists =
            new RawServer(
                client -> {
                  while (true) {
                    client.request();
                    boolean isDeep = client.lastLine().matches(".*/d./d.:.*");
                    if (isDeep) {
                      most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                      many.countDown();
                      assertThat(many.await(200, TimeUnit.MILLISECONDS)).isIn(true, false);
                      atOnce.decrementAndGet();
                    }
                    client.answer(
                        "200 OK\r\nContent-Type: application/json",
                        isDeep ? "{\"value\":[]}" : folders.toString());
                  }
                });
        ObjectStore other =
            Accounts.open(
                graph,
                graph
                    .storage("Vault")
                    .replace("A" + graph.graphPort(), "A" + lists.uri().getPort()),
                Accounts.signedIn(graph),
                100_000)) {
      assertThat(other.listAll()).isEmpty();
    }
    assertThat(most).hasValueBetween(2, 4);
  }

  @Test
  void anInterruptedLargeUploadIsTakenBack() throws Exception {
    byte[] body = bytes(LARGE);
    Thread uploader = Thread.currentThread();
    Thread other =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (graph.openSessions() == 0) LockSupport.parkNanos(100_000);
                  uploader.interrupt();
                });
    assertThatThrownBy(() -> store.create(NAME, body)).isInstanceOf(InterruptedException.class);
    other.join();
    assertThat(graph.openSessions()).isZero();
    assertThat(graph.appFiles()).isEmpty();
    store.create(NAME, body);
  }

  @Test
  void foldersAreMadeWhereOneDriveDoesNotMakeThem() throws Exception {
    graph.parentsMustBeMade();
    store.create(NAME, bytes(10));
    store.create(new ObjectName("packs/cd/large"), bytes(LARGE));
    store.create(new ObjectName("vault"), bytes(5));
    assertThat(store.listAll())
        .extracting(ObjectInfo::size)
        .containsExactlyInAnyOrder(10L, (long) LARGE, 5L);
  }

  @Test
  void aPlaceThatIsGoneIsNoEmptyStorage() throws Exception {
    store.create(NAME, bytes(10));
    graph.remove("Apps/Tidelock/Vault");
    List<Action> all =
        List.of(
            () -> store.list("heads"),
            store::listAll,
            () -> store.stat(NAME),
            () -> store.get(NAME, 10),
            () -> store.delete(NAME),
            () -> store.create(HEAD, bytes(10)),
            () -> store.create(NAME, bytes(LARGE)));
    for (Action each : all)
      assertThatThrownBy(each::run)
          .isInstanceOf(Transient.class)
          .hasMessage("The folder of this storage is not in OneDrive.");
    assertThat(store.names()).isEmpty();
    assertThat(graph.openSessions()).isZero();
  }

  /// By its path OneDrive makes whatever folder is missing.
  @Test
  void aPlaceThatIsGoneIsNotMadeBySomebodyWhoHasJustCome() throws Exception {
    graph.remove("Apps/Tidelock/Vault");
    try (ObjectStore late = Accounts.open(graph, "Vault", Accounts.signedIn(graph))) {
      fails(Transient.class, () -> late.create(HEAD, bytes(10)));
      assertThat(late.names()).isEmpty();
    }
  }

  @Test
  void aPlaceThatIsThereAgainIsUsedAgain() throws Exception {
    store.create(NAME, bytes(10));
    graph.remove("Apps/Tidelock/Vault");
    fails(Transient.class, () -> store.create(HEAD, bytes(10)));
    store.prepare();
    store.create(HEAD, bytes(10));
    store.create(new ObjectName("packs/cd/large"), bytes(LARGE));
    assertThat(graph.appFiles()).containsOnlyKeys("Vault/heads/one", "Vault/packs/cd/large");
  }

  @Test
  void aWholeDriveIsUsedIfTheAddressSaysSo() throws Exception {
    graph.place("Documents/mine.txt", bytes(3));
    var secret =
        new org.tidelock.engine.storage.RotatingSecret(
            java.util.Optional.of(graph.signedIn("Files.ReadWrite offline_access")));
    String url = graph.storage("Backups/My vault") + "&in=drive";
    try (ObjectStore whole = Accounts.open(graph, url, secret, 1000)) {
      assertThat(whole.names()).isEmpty();
      whole.prepare();
      whole.create(HEAD, bytes(4));
      assertThat(graph.files())
          .containsOnlyKeys("Documents/mine.txt", "Backups/My vault/heads/one");
      assertThat(whole.names().orElseThrow()).containsExactly("heads");
      assertThat(whole.describe()).isEqualTo("OneDrive, /Backups/My vault");
    }
  }

  @Test
  void whoMayNotIsToldWhatHelps() throws Exception {
    graph.revokeAll();
    graph.wantWiderConsentOnce();
    try (ObjectStore denied = Accounts.open(graph, "Vault", Accounts.signedIn(graph))) {
      assertThatThrownBy(denied::prepare)
          .isInstanceOf(Forbidden.class)
          .hasMessageContaining("allow all files this once");
      graph.signedIn("Files.ReadWrite offline_access");
      denied.prepare();
    }
  }

  @Test
  void aFullDriveSaysSo() throws Exception {
    graph.quota(1000);
    fails(QuotaExceeded.class, () -> store.create(HEAD, bytes(1001)));
    fails(QuotaExceeded.class, () -> store.create(NAME, bytes(LARGE)));
    assertThat(graph.openSessions()).isZero();
    store.create(HEAD, bytes(999));
    store.delete(HEAD);
    fails(QuotaExceeded.class, () -> store.create(HEAD, bytes(999)));
  }

  @Test
  void howMuchRoomThereIsIsToldWhereOneDriveTellsIt() throws Exception {
    graph.quota(1000);
    store.create(HEAD, bytes(300));
    assertThat(store.room()).hasValue(700);
    graph.hideQuotaFromAppFolder();
    assertThat(store.room()).isEmpty();
  }

  /// Each further question would count, and close the account for longer.
  @Test
  void whoWantsToBeLeftAloneIsAskedNothingMore() throws Exception {
    store.create(HEAD, bytes(10));
    Fault busy = new Fault.Throttle(429, Duration.ofSeconds(5), Fault.RetryAfter.SECONDS);
    graph.faults().once("GET .*content", busy);
    int before = graph.requests();
    fails(Throttled.class, () -> store.get(HEAD, 10));
    assertThat(graph.requests() - before).isEqualTo(1);
    graph.clock().advance(Duration.ofSeconds(10));
    graph.faults().once("GET .*quota", busy);
    fails(Throttled.class, store::room);
    graph.clock().advance(Duration.ofSeconds(10));
    graph.faults().once("GET .*quota", Fault.json(503, "{}"));
    fails(Transient.class, store::room);
    assertThat(store.room()).isPresent();
  }

  @Test
  void aPlaceGoesOnlyIfItIsEmpty() throws Exception {
    graph.place("Apps/Tidelock/other", bytes(1));
    store.create(NAME, bytes(3));
    assertThat(store.removePlace()).isFalse();
    store.delete(NAME);
    assertThat(store.removePlace()).isTrue();
    assertThat(store.names()).isEmpty();
    assertThat(graph.appFiles()).containsOnlyKeys("other");
  }

  @Test
  void partsAreReadAlsoWhereTheWholeIsSent() throws Exception {
    byte[] body = bytes(500_000);
    store.create(NAME, body);
    graph.ignoreRanges(true);
    assertThat(store.getRange(NAME, 499_990, 10))
        .isEqualTo(Arrays.copyOfRange(body, 499_990, 500_000));
    ByteBuffer into = ByteBuffer.allocate(20);
    assertThat(store.read(NAME, 499_990, into)).isEqualTo(10);
    assertThat(store.read(NAME, 500_000, ByteBuffer.allocate(5))).isZero();
    fails(OutOfBounds.class, () -> store.get(NAME, 499_999));
  }

  @Test
  void aDownloadThatBreaksOffOrComesTooLateIsTriedAgain() throws Exception {
    store.create(NAME, bytes(500_000));
    graph.faults().once("GET /dl", new Fault.Truncated());
    fails(Transient.class, () -> store.get(NAME, 500_000));
    graph.downloadsLive(Duration.ofSeconds(-1));
    fails(Transient.class, () -> store.getRange(NAME, 0, 10));
    graph.downloadsLive(Duration.ofHours(1));
    assertThat(store.get(NAME, 500_000)).isEqualTo(bytes(500_000));
  }

  @Test
  void foreignThingsInTheFolderAreNotSeenAndTwinsAreNoTrouble() throws Exception {
    store.create(NAME, bytes(10));
    graph.place("Apps/Tidelock/Vault/Read Me.TXT", bytes(1));
    graph.place("Apps/Tidelock/Vault/packs/desktop.in", bytes(1));
    graph.place("Apps/Tidelock/Vault/packs/a/b/c/too-deep", bytes(1));
    graph.repeatAtPageBorders();
    assertThat(store.listAll()).extracting(ObjectInfo::name).containsOnly(NAME);
    assertThat(store.names().orElseThrow()).containsExactly("Read Me.TXT", "packs");
  }

  /// A hotel's page, or a gateway's, is never taken for an answer.
  @Acceptance(138)
  @ParameterizedTest
  @ValueSource(strings = {"GET .*/me/drive", "PUT", "POST", "DELETE", "GET /dl"})
  void aWebPageIsNoAnswer(String request) throws Exception {
    store.create(NAME, bytes(10));
    graph.faults().always(request, Fault.page());
    List<Action> all =
        switch (request) {
          case "PUT" -> List.of(() -> store.create(HEAD, bytes(10)));
          case "POST" -> List.of(() -> store.create(HEAD, bytes(LARGE)));
          case "DELETE" -> List.of(() -> store.delete(NAME));
          case "GET /dl" -> List.of(() -> store.get(NAME, 100), () -> store.getRange(NAME, 1, 2));
          default ->
              List.of(
                  () -> store.stat(NAME),
                  () -> store.list("packs"),
                  () -> store.get(NAME, 10),
                  () -> store.delete(NAME),
                  store::names);
        };
    for (Action each : all) fails(Transient.class, each);
    graph.faults().clear();
    assertThat(store.get(NAME, 10)).isEqualTo(bytes(10));
    assertThat(store.stat(HEAD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "null",
        "{\"file\":true,\"size\":3}",
        "nonsense",
        "{\"value\":{}}{}",
        "{\"size\":1,\"size\":2,\"file\":{}}",
        "{\"file\":{},\"size\":99999999999999999999999999}",
        "{\"file\":{},\"size\":\"many\"}",
        "{\"file\":{},\"size\":1e3}"
      })
  void jsonThatCannotBeReadIsAnError(String body) throws Exception {
    graph.faults().always("GET .*/me/drive", Fault.json(200, body));
    fails(StorageException.class, () -> store.stat(NAME));
  }

  @Test
  void deepOrEndlessJsonTakesNoMemory() throws Exception {
    graph.faults().once("GET", Fault.json(200, "[".repeat(100_000)));
    fails(Transient.class, () -> store.stat(NAME));
    graph.faults().once("GET", Fault.json(200, " ".repeat((8 << 20) + 1)));
    fails(Transient.class, () -> store.stat(NAME));
    graph.faults().once("GET", Fault.json(400, "{\"error\":".repeat(10_000)));
    fails(Permanent.class, () -> store.stat(NAME));
  }

  @ParameterizedTest
  @CsvSource({
    "{}, Permanent",
    "'{\"value\":[],\"@odata.nextLink\":\"http://evil.example/v1.0/x\"}', Permanent",
    "'{\"value\":[],\"@odata.nextLink\":\"not an address\"}', Permanent",
    "'{\"value\":[],\"@odata.nextLink\":\"/v1.0/x\"}', Permanent",
    "'{\"value\":[{\"name\":\"notes\",\"package\":{}},{\"name\":\"A\",\"remoteItem\":{}}]}', none"
  })
  void aListIsFollowedWithinGraphOnly(String body, String trouble) throws Exception {
    graph.faults().once("GET .*children", Fault.json(200, body));
    if (trouble.equals("none")) assertThat(store.list("heads")).isEmpty();
    else fails(Permanent.class, () -> store.list("heads"));
  }

  /// It could be an object, which would look deleted.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":7,\"file\":{},\"size\":1}",
        "{}",
        "3",
        "{\"name\":\"heads\"}",
        "{\"name\":\"one\",\"file\":{}}",
        "{\"name\":\"one\",\"file\":{},\"size\":\"x\"}",
        "{\"name\":\"one\",\"size\":1}"
      })
  void anItemThatCannotBeToldIsNotPassedOver(String item) {
    graph.faults().once("GET .*children", Fault.json(200, "{\"value\":[" + item + "]}"));
    fails(Transient.class, () -> store.list("heads"));
  }

  @Test
  void aListWithoutAnEndEnds() throws Exception {
    String next = graph.graphBase() + "/me/drive/root/children?$skiptoken=";
    for (int i = 0; i < 2000; i++)
      graph
          .faults()
          .once(
              "children",
              Fault.json(200, "{\"value\":[],\"@odata.nextLink\":\"" + next + i + "\"}"));
    try (ObjectStore small =
        Accounts.open(graph, graph.storage("Vault"), Accounts.signedIn(graph), 5000)) {
      fails(Permanent.class, () -> small.list("heads"));
    }
    assertThat(graph.faults().left()).isEqualTo(2000 - 51);
  }

  /// Whoever else is named as Graph would get the token.
  @Test
  void credentialsGoNowhereElse() throws Exception {
    for (int i = 0; i < 3; i++) store.create(new ObjectName("heads/n" + i), bytes(1));
    try (RawServer other =
        new RawServer(
            client -> {
              client.request();
              client.answer("200 OK", "{\"value\":[]}");
            })) {
      URI elsewhere = URI.create("http://127.0.0.1:" + other.uri().getPort());
      String link = elsewhere + "/v1.0/me/drive/root/children";
      graph
          .faults()
          .once("children", Fault.json(200, "{\"value\":[],\"@odata.nextLink\":\"" + link + "\"}"));
      fails(Permanent.class, () -> store.list("heads"));
      graph.announceContentAt(URI.create("https://127.0.0.1:" + other.uri().getPort()));
      fails(Permanent.class, () -> store.get(new ObjectName("heads/n0"), 1));
      assertThat(other.connections()).isZero();
      graph.announceContentAt(elsewhere);
      fails(StorageException.class, () -> store.create(NAME, bytes(LARGE)));
      assertThat(other.heads()).isNotEmpty();
      assertThat(String.join("\n", other.heads())).doesNotContainIgnoringCase("authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"nextExpectedRanges\":[\"99999999999-\"]}",
        "{\"nextExpectedRanges\":[\"-5\"]}",
        "{\"nextExpectedRanges\":[]}",
        "{\"nextExpectedRanges\":[\"0-\"]}"
      })
  void aServerThatWantsOddPiecesIsGivenUp(String state) throws Exception {
    graph.faults().always("PUT /up", Fault.json(202, state));
    fails(Permanent.class, () -> store.create(NAME, bytes(LARGE)));
    assertThat(graph.openSessions()).isZero();
  }

  /// Bytes would be missing in the midst of the object.
  @Test
  void aServerThatSkipsBytesIsGivenUp() {
    String behind = "{\"nextExpectedRanges\":[\"" + (Upload.PIECE + 5) + "-\"]}";
    graph.faults().once("PUT /up", Fault.json(202, behind));
    fails(Permanent.class, () -> store.create(NAME, bytes(2 * LARGE)));
    graph.faults().once("PUT /up", new Fault.CutBefore());
    fails(Transient.class, () -> store.create(NAME, bytes(2 * LARGE)));
    graph.faults().once("GET /up", Fault.json(200, behind));
    fails(Permanent.class, () -> store.create(NAME, bytes(2 * LARGE)));
    graph.faults().once("PUT /up", Fault.json(201, "{\"size\":" + 2 * LARGE + "}"));
    fails(Permanent.class, () -> store.create(NAME, bytes(2 * LARGE)));
    assertThat(graph.openSessions()).isZero();
    assertThat(graph.appFiles()).isEmpty();
  }

  /// Two that give one name to different bytes each send their own.
  @Test
  void piecesOfTwoObjectsNeverComeTogether() throws Exception {
    Map<String, Set<Byte>> seen = new ConcurrentHashMap<>();
    CountDownLatch firsts = new CountDownLatch(2);
    List<Thread> senders = new CopyOnWriteArrayList<>();
    byte[] ones = new byte[LARGE];
    byte[] twos = new byte[LARGE];
    Arrays.fill(ones, (byte) 1);
    Arrays.fill(twos, (byte) 2);
    try (RawServer contents =
        new RawServer(
            client -> {
              while (true) {
                byte[] body = client.request();
                String[] line = client.lastLine().split(" ");
                if (!line[0].equals("PUT")) {
                  client.answer("204 No Content", "");
                  continue;
                }
                for (byte b : new byte[] {body[0], body[body.length - 1]})
                  seen.computeIfAbsent(line[1], _ -> ConcurrentHashMap.newKeySet()).add(b);
                boolean isFirst = body.length == Upload.PIECE;
                if (isFirst && senders.isEmpty())
                  senders.add(
                      Thread.ofVirtual().start(() -> quietly(() -> store.create(NAME, twos))));
                firsts.countDown();
                if (!firsts.await(20, TimeUnit.SECONDS)) return;
                client.answer(
                    (isFirst ? "202 Accepted" : "201 Created")
                        + "\r\nContent-Type: application/json",
                    isFirst
                        ? "{\"nextExpectedRanges\":[\"" + Upload.PIECE + "-\"]}"
                        : "{\"size\":" + LARGE + "}");
              }
            })) {
      graph.announceContentAt(URI.create("http://127.0.0.1:" + contents.uri().getPort()));
      quietly(() -> store.create(NAME, ones));
      for (Thread sender : senders) sender.join();
    }
    assertThat(seen).hasSize(2);
    assertThat(seen.values()).allSatisfy(values -> assertThat(values).hasSize(1));
  }

  /// Whatever comes of it.
  private static void quietly(Action action) {
    try {
      action.run();
    } catch (Exception e) {
      return;
    }
  }

  /// They open the contents to whoever has them.
  @Test
  void addressesOfContentsAreInNoWordsOfTrouble() throws Exception {
    store.create(HEAD, bytes(10));
    String address = "https://127.0.0.1/dl?tempauth=se cret";
    graph
        .faults()
        .once(".*content", new Fault.Answer(302, "", new byte[0], List.of("Location", address)));
    assertThatThrownBy(() -> store.get(HEAD, 10)).satisfies(OneDriveAnswersTest::isDiscreet);
    graph.faults().once("POST", Fault.json(200, "{\"uploadUrl\":\"" + address + "\"}"));
    assertThatThrownBy(() -> store.create(NAME, bytes(LARGE)))
        .satisfies(OneDriveAnswersTest::isDiscreet);
    graph
        .faults()
        .once("children", Fault.json(200, "{\"value\":[],\"@odata.nextLink\":\"\\\\se cret\"}"));
    assertThatThrownBy(() -> store.list("heads")).satisfies(OneDriveAnswersTest::isDiscreet);
    URI good = URI.create("https://127.0.0.1/dl?tempauth=secret");
    GraphServer server =
        new GraphServer(
            new HttpClient(Security.cleartext(), Limits.usual()), graph.graphBase(), null);
    Download download = new Download(server, good);
    assertThat(download.toString()).doesNotContain("secret");
    assertThat(new GraphServer.Outcome<>(Optional.of(good), Optional.empty()).toString())
        .doesNotContain("secret");
  }

  private static void isDiscreet(Throwable trouble) {
    assertThat(trouble).isInstanceOf(Permanent.class);
    for (Throwable t = trouble; t != null; t = t.getCause())
      assertThat(t.toString()).doesNotContain("cret");
  }

  /// Microsoft's servers are always vouched for: another certificate is somebody's on the way.
  @Test
  void aServerThatNobodyVouchesForIsNotShownToBeTrusted(@TempDir Path dir) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(OwnCertificate.make(dir.resolve("k.p12")).keys(), "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    String url =
        graph
            .storage("Vault")
            .replace("http%3A", "https%3A")
            .replaceAll("A[0-9]+%2F", "A" + server.getAddress().getPort() + "%2F");
    try (ObjectStore there = Accounts.open(graph, url, Accounts.signedIn(graph), 10)) {
      assertThatThrownBy(there::names)
          .isInstanceOfSatisfying(
              StorageException.Untrusted.class, e -> assertThat(e.server()).isEmpty());
    } finally {
      server.stop(0);
    }
  }

  /// Somebody may have signed in anew: nothing more is sent with what opened it before.
  @Test
  void aClosedStoreSendsNothing() throws Exception {
    store.create(HEAD, bytes(10));
    store.close();
    int before = graph.requests();
    fails(Transient.class, () -> store.get(HEAD, 10));
    graph.clock().advance(Duration.ofHours(2));
    fails(Transient.class, () -> store.stat(HEAD));
    assertThat(graph.requests()).isEqualTo(before);
  }

  @Test
  void whatArrivedInAnotherLengthIsNotLeftThere() throws Exception {
    graph.faults().once("PUT", Fault.json(201, "{\"name\":\"one\",\"size\":9}"));
    fails(Transient.class, () -> store.create(HEAD, bytes(10)));
    assertThat(store.stat(HEAD)).isEmpty();
    store.create(HEAD, bytes(10));
  }

  @Test
  void aRedirectOfAnUploadIsNotSuccess() throws Exception {
    Fault elsewhere =
        new Fault.Answer(302, "", new byte[0], List.of("Location", graph.loginBase().toString()));
    graph.faults().once("PUT", elsewhere);
    fails(Transient.class, () -> store.create(HEAD, bytes(10)));
    graph.faults().once("GET .*content", new Fault.Answer(302, "", new byte[0], List.of()));
    store.create(HEAD, bytes(10));
    fails(Permanent.class, () -> store.get(HEAD, 10));
    fails(NotFound.class, () -> store.get(NAME, 10));
  }
}
