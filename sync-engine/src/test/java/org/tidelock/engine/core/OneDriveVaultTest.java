package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.State;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults.StorageState;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.fakegraph.Fault;
import org.tidelock.engine.storage.servers.ChaosProxy;

/// A vault in OneDrive, as far as a fake is one: equal trees, tokens that live on in the profile, and what breaks.
@Timeout(120)
class OneDriveVaultTest {
  private static final String SCOPE = "Files.ReadWrite.AppFolder offline_access";

  @TempDir Path dir;
  private FakeGraph graph;

  @BeforeEach
  void start() throws Exception {
    graph = FakeGraph.start();
  }

  @AfterEach
  void stop() {
    graph.close();
    assertThat(graph.complaints()).isEmpty();
  }

  private String url() {
    return graph.storage("Vaults/Personal");
  }

  private String url(URI graphBase) {
    return "onedrive:/Vaults/Personal?client=" + FakeGraph.CLIENT + "&" + graph.options(graphBase);
  }

  private StorageAccess signedIn() {
    return StorageAccess.NONE.withSecret(graph.signedIn(SCOPE));
  }

  private Vault create(String url) throws Exception {
    Files.createDirectories(dir.resolve("a"));
    return TestDevice.vaults()
        .with(signedIn())
        .create(
            new CreateRequest(
                dir.resolve("home-a"),
                url,
                dir.resolve("a"),
                "Test",
                "a",
                TestDevice.passphrase(),
                KeepUnlocked.FILE))
        .vault();
  }

  private Vault join(String url, StorageAccess access) throws Exception {
    Files.createDirectories(dir.resolve("b"));
    return TestDevice.vaults()
        .with(access)
        .join(
            new JoinRequest(
                dir.resolve("home-b"),
                url,
                dir.resolve("b"),
                "b",
                new Unlock.ByPassphrase(TestDevice.passphrase()),
                KeepUnlocked.FILE,
                _ -> true));
  }

  private Vault open(String device) throws Exception {
    return TestDevice.vaults().open(dir.resolve("home-" + device), Optional.empty());
  }

  private void write(String path, int length) throws Exception {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Files.write(file, bytes);
  }

  private void assertEqualTrees() throws Exception {
    assertThat(TestDevice.tree(dir.resolve("b"))).isEqualTo(TestDevice.tree(dir.resolve("a")));
  }

  @Test
  void twoDevicesBecomeEqualAndTheirTokensLiveOnInTheirProfiles() throws Exception {
    graph.voidUsedRefreshTokens();
    assertThat(TestDevice.vaults().needs(url())).isEqualTo(StorageNeeds.SIGN_IN);
    assertThat(TestDevice.vaults().with(signedIn()).look(url())).isEqualTo(StorageState.EMPTY);
    write("a/film.mov", 17_000_000);
    for (int i = 0; i < 20; i++) write("a/d" + i % 4 + "/f" + i, 1000 + i);
    try (Vault a = create(url())) {
      a.sync();
    }
    assertThat(TestDevice.vaults().with(signedIn()).look(url())).isEqualTo(StorageState.VAULT);
    try (Vault b = join(url(), signedIn())) {
      b.sync();
    }
    assertEqualTrees();
    for (int day = 0; day < 2; day++) {
      graph.clock().advance(Duration.ofDays(40)); // refresh tokens live for 90
      write("b/of b " + day, 5000);
      Files.deleteIfExists(dir.resolve("a/d2/f" + (2 + 4 * day)));
      for (String device : new String[] {"b", "a", "b"})
        try (Vault vault = open(device)) {
          vault.sync();
        }
      assertEqualTrees();
    }
    assertThat(TestDevice.tree(dir.resolve("b"))).hasSizeGreaterThan(20);
    assertThat(graph.appFiles().keySet()).allMatch(name -> name.startsWith("Vaults/Personal/"));
  }

  @Test
  void itCanBeTriedOutAndNothingIsLeft() throws Exception {
    StorageReport report = TestDevice.vaults().with(signedIn()).test(url());
    assertThat(report.refusal()).isEmpty();
    assertThat(report.findings())
        .allSatisfy(f -> assertThat(f.verdict()).isEqualTo(StorageReport.Verdict.GOOD));
    assertThat(report.isClean()).isTrue();
    assertThat(graph.sessions()).as("tried in pieces, too").isPositive();
    assertThat(report.room()).isPresent();
    assertThat(graph.appFiles()).isEmpty();
  }

  @Test
  void whoHasToSignInAgainIsToldSoAndLosesNothing() throws Exception {
    try (Vault a = create(url())) {
      a.sync();
    }
    graph.revokeAll();
    write("a/new", 100);
    try (Vault a = open("a")) {
      TidelockException e = catchThrowableOfType(TidelockException.class, a::sync);
      assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
      assertThat(e.whatToDo()).contains("tidelock storage sign-in");
      assertThat(a.issues())
          .anySatisfy(
              issue -> {
                assertThat(issue.code()).isEqualTo(Issue.SIGN_IN_ENDED);
                assertThat(issue.title().english())
                    .as("there is no password")
                    .isEqualTo("The sign-in to the storage has ended");
              });
    }
    try (Vault a =
        TestDevice.vaults().with(signedIn()).open(dir.resolve("home-a"), Optional.empty())) {
      a.sync();
    }
    try (Vault b = join(url(), signedIn())) {
      b.sync();
    }
    assertEqualTrees();
    assertThat(dir.resolve("b/new")).exists();
  }

  /// A hotel's network, from the first request of a sync or from a later one on.
  @Acceptance(138)
  @Test
  void aSignInPageOfANetworkChangesNothingHereOrThere() throws Exception {
    try (Vault a = create(url());
        Vault b = join(url(), signedIn())) {
      write("a/known", 100);
      a.sync();
      b.sync();
      write("b/of b", 100);
      b.sync();
      write("a/of a", 100);
      Map<String, String> tree = TestDevice.tree(dir.resolve("a"));
      List<String> known = known("a");
      for (String request : List.of("", "GET /dl", "PUT")) {
        Set<String> stored = graph.appFiles().keySet();
        graph.faults().always(request, Fault.page());
        TidelockException e = catchThrowableOfType(TidelockException.class, a::sync);
        assertThat(e).as(request).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
        assertThat(a.status().state()).isEqualTo(State.OFFLINE);
        assertThat(graph.appFiles().keySet()).isEqualTo(stored);
        if (request.isEmpty()) {
          assertThat(TestDevice.tree(dir.resolve("a"))).isEqualTo(tree);
          assertThat(known("a")).isEqualTo(known);
        } else {
          assertThat(TestDevice.tree(dir.resolve("a"))).containsAllEntriesOf(tree);
        }
        graph.faults().clear();
      }
      a.sync();
      b.sync();
      assertEqualTrees();
      assertThat(TestDevice.tree(dir.resolve("b"))).containsKeys("known", "of a", "of b");
      assertThat(a.status().state()).isEqualTo(State.UP_TO_DATE);
    }
  }

  /// What the index of a device knows of the vault.
  private List<String> known(String device) {
    List<String> known = new ArrayList<>();
    try (Database db =
        Database.open(dir.resolve("home-" + device).resolve("index.db"), Database.Access.READ)) {
      for (String table : List.of("move", "version", "deletion", "base"))
        known.add(
            table + db.first("SELECT count(*) FROM " + table, row -> row.getLong(1)).orElseThrow());
    }
    return known;
  }

  @Test
  void anAccountThatIsToBeLeftAloneIsLeftAlone() throws Exception {
    try (Vault a = create(url())) {
      a.sync();
      write("a/new", 100);
      graph
          .faults()
          .once("GET", new Fault.Throttle(429, Duration.ofMinutes(10), Fault.RetryAfter.SECONDS));
      for (int i = 0; i < 3; i++) {
        TidelockException e = catchThrowableOfType(TidelockException.class, a::sync);
        assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
      }
    }
    graph.clock().advance(Duration.ofMinutes(10));
    try (Vault a = open("a")) {
      a.sync();
      graph
          .faults()
          .once("PUT", new Fault.Throttle(503, Duration.ofSeconds(1), Fault.RetryAfter.SECONDS));
      graph.faults().once("GET", new Fault.Throttle(429, Duration.ZERO, Fault.RetryAfter.ABSENT));
      write("a/newer", 100);
      a.sync();
    }
    assertThat(graph.faults().left()).isZero();
  }

  /// Connections to both hosts are cut at any byte; the devices go on where they were, and become equal.
  @Test
  void overANetworkThatBreaksAllTheTimeTheTreesBecomeEqual() throws Exception {
    long seed = Long.getLong("tidelock.seed", System.nanoTime());
    try (ChaosProxy control = new ChaosProxy(graph.graphPort(), seed);
        ChaosProxy contents = new ChaosProxy(graph.contentPort(), seed + 1)) {
      graph.announce(control.port(), contents.port());
      String url = url(URI.create("http://127.0.0.1:" + control.port() + "/v1.0"));
      try (Vault a = create(url);
          Vault b = join(url, signedIn())) {
        control.trouble(400_000);
        contents.trouble(400_000);
        for (int round = 0; round < 2; round++) {
          write("a/large" + round, 700_000 + round);
          write("a/small" + round, 100);
          write("b/of-b/" + round, 90_000 + round);
          if (round > 0) Files.delete(dir.resolve("a/small" + (round - 1)));
          stubbornly(a);
          stubbornly(b);
        }
        control.trouble(0);
        contents.trouble(0);
        a.sync();
        b.sync();
        a.sync();
        assertEqualTrees();
        assertThat(a.verify(true, _ -> {}).findings()).as("seed %s", seed).isEmpty();
        assertThat(control.cuts() + contents.cuts()).as("cuts, seed %s", seed).isPositive();
      }
    }
  }

  private static void stubbornly(Vault vault) throws Exception {
    for (int tries = 0; tries < 20; tries++) {
      try {
        vault.sync();
        return;
      } catch (TidelockException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
      }
    }
  }
}
