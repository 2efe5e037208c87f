package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.Vaults.StorageState;
import org.tidelock.engine.storage.servers.ChaosProxy;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.Ports;

/// Vaults on a real Apache, by the engine that people use.
@Timeout(120)
final class VaultOnServerTest {
  private static final DavServers APACHE = DavServers.APACHE;
  private static final AtomicInteger PLACES = new AtomicInteger();

  private static LocalServer server;
  @TempDir Path dir;

  @BeforeAll
  static void start() throws Exception {
    server = APACHE.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) server.close();
  }

  private static Vaults with(String password) {
    return TestDevice.vaults().with(StorageAccess.NONE.withSecret(password));
  }

  private static String url(int port) {
    return "webdav+http://u@127.0.0.1:" + port + "/deep/place" + PLACES.incrementAndGet();
  }

  private Vault create(String url, String name) throws Exception {
    return with(DavServers.PASSWORD)
        .create(
            new CreateRequest(
                dir.resolve("home-" + name),
                url,
                dir.resolve(name),
                "Test",
                name,
                TestDevice.passphrase(),
                KeepUnlocked.FILE))
        .vault();
  }

  private Vault join(String url, String name, String password) throws Exception {
    return with(password)
        .join(
            new JoinRequest(
                dir.resolve("home-" + name),
                url,
                dir.resolve(name),
                name,
                new Unlock.ByPassphrase(TestDevice.passphrase()),
                KeepUnlocked.FILE,
                _ -> true));
  }

  private void write(String device, String path, byte[] bytes) throws Exception {
    Path file = dir.resolve(device).resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private void assertEqualTrees() {
    assertThat(TestDevice.tree(dir.resolve("b"))).isEqualTo(TestDevice.tree(dir.resolve("a")));
  }

  @Test
  void twoDevicesAreKeptTheSame() throws Exception {
    String url = url(server.port());
    assertThat(TestDevice.vaults().needs(url)).isEqualTo(StorageNeeds.PASSWORD);
    assertThat(with(DavServers.PASSWORD).look(url)).isEqualTo(StorageState.EMPTY);
    try (Vault a = create(url, "a")) {
      write("a", "Photos/one.jpg", random(1, 3_000_000));
      for (int i = 0; i < 50; i++) write("a", "notes/" + i, ("note " + i).getBytes());
      a.sync();
      assertThat(with(DavServers.PASSWORD).look(url)).isEqualTo(StorageState.VAULT);
      try (Vault b = join(url, "b", DavServers.PASSWORD)) {
        b.sync();
        assertEqualTrees();
        write("b", "notes/7", "changed".getBytes());
        Files.move(dir.resolve("b/Photos"), dir.resolve("b/Pictures"));
        b.sync();
        a.sync();
        assertEqualTrees();
        assertThat(Files.readString(dir.resolve("a/notes/7"))).isEqualTo("changed");
        assertThat(a.verify(true, _ -> {}).findings()).isEmpty();
        assertThat(a.info().storageKind()).isEqualTo(VaultInfo.StorageKind.SERVER);
      }
    }
    with(DavServers.PASSWORD)
        .export(
            url,
            new Unlock.ByPassphrase(TestDevice.passphrase()),
            dir.resolve("exported"),
            _ -> {});
    assertThat(TestDevice.tree(dir.resolve("exported")))
        .isEqualTo(TestDevice.tree(dir.resolve("a")));
  }

  @Test
  void aLookWithoutNewsIsOneRequest() throws Exception {
    try (Vault a = create(url(server.port()), "a")) {
      write("a", "one", "1".getBytes());
      a.sync();
      a.sync();
      assertThat(requests(a)).isEqualTo(1);
    }
  }

  /// However many devices there are, and also after what this one has sent itself: lists of the heads and the members, the own log, and one more thing (`FirstLookTest`).
  @Test
  void theFirstLookOfAProcessIsFourRequestsAndTheNextOneIsOne() throws Exception {
    String url = url(server.port());
    try (Vault a = create(url, "a");
        Vault b = join(url, "b", DavServers.PASSWORD)) {
      write("b", "two", "2".getBytes());
      b.sync();
      a.sync();
      write("a", "one", "1".getBytes());
      a.sync();
      Thread.sleep(2_100); // what is younger is read again, in a round of its own
      a.sync();
      assertThat(requests(a)).isEqualTo(1);
    }
    try (Vault again = TestDevice.vaults().open(dir.resolve("home-a"), Optional.empty())) {
      assertThat(requests(again)).isEqualTo(4);
      assertThat(requests(again)).isEqualTo(1);
    }
  }

  private static long requests(Vault vault) throws Exception {
    SyncReport report = vault.sync();
    return report.sent().requests() + report.received().requests();
  }

  @Test
  void thePasswordIsKeptSealedAndNoWrongOneReplacesIt() throws Exception {
    create(url(server.port()), "a").close();
    try (Vault again = TestDevice.vaults().open(dir.resolve("home-a"), Optional.empty())) {
      again.sync();
    }
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(DavServers.PASSWORD);
    }
    try (Vault wrong = with("wrong").open(dir.resolve("home-a"), Optional.empty())) {
      assertThat(trouble(wrong::sync).happened().phrase().toString()).isEqualTo("STORAGE_SIGN_IN");
    }
    try (Vault still = TestDevice.vaults().open(dir.resolve("home-a"), Optional.empty())) {
      assertThat(still.sync().problems()).as("a wrong one takes no place").isEmpty();
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static TidelockException trouble(Action action) {
    return catchThrowableOfType(TidelockException.class, action::run);
  }

  @Test
  void wrongPasswordAndNobodyThereAreToldApart() throws Exception {
    String url = url(server.port());
    create(url, "a").close();
    TidelockException wrong = trouble(() -> join(url, "b", "wrong"));
    assertThat(wrong.code()).isEqualTo(ErrorCode.STORAGE);
    assertThat(wrong.whatHappened()).contains("user name or the password");
    TidelockException nobody = trouble(() -> join(url(Ports.free()), "b", DavServers.PASSWORD));
    assertThat(nobody.code()).isEqualTo(ErrorCode.STORAGE);
    assertThat(nobody.whatHappened()).contains("does not answer");
    assertThat(Files.exists(dir.resolve("home-b"))).isFalse();
  }

  @Test
  void anAddressWithAPasswordInItIsRefusedAndNotRepeated() {
    TidelockException e =
        trouble(() -> TestDevice.vaults().needs("webdav+https://u:hunter2@host/x"));
    assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(e.toString() + e.whatHappened() + e.object()).doesNotContain("hunter2");
  }

  @Test
  void cleartextToAnotherComputerHasToBeAgreedTo() {
    TidelockException e = trouble(() -> with("p").look("webdav+http://u@nas.invalid/vault"));
    assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(e.whatHappened()).contains("--allow-cleartext");
    TidelockException agreed =
        trouble(
            () ->
                TestDevice.vaults()
                    .with(
                        StorageAccess.NONE.withSecret("p").agreeing(StorageAccess.CLEARTEXT, "yes"))
                    .look("webdav+http://u@nas.invalid/vault"));
    assertThat(agreed.code()).isEqualTo(ErrorCode.STORAGE);
  }

  /// Connections are cut at any byte; the devices go on where they were, and become equal.
  @Test
  void overANetworkThatBreaksAllTheTimeTheTreesBecomeEqual() throws Exception {
    long seed = Long.getLong("tidelock.seed", System.nanoTime());
    try (ChaosProxy network = new ChaosProxy(server.port(), seed)) {
      String url = url(network.port());
      try (Vault a = create(url, "a");
          Vault b = join(url, "b", DavServers.PASSWORD)) {
        network.trouble(400_000);
        for (int round = 0; round < 2; round++) {
          write("a", "large" + round, random(seed + round, 700_000));
          write("a", "small" + round, random(seed - round, 100));
          write("b", "of-b/" + round, random(seed + 100 + round, 90_000));
          if (round > 0) Files.delete(dir.resolve("a/small" + (round - 1)));
          stubbornly(a);
          stubbornly(b);
        }
        network.trouble(0);
        a.sync();
        b.sync();
        a.sync();
        assertEqualTrees();
        assertThat(TestDevice.tree(dir.resolve("a"))).as("seed %s", seed).hasSize(6);
        assertThat(a.verify(true, _ -> {}).findings()).as("seed %s", seed).isEmpty();
        assertThat(network.cuts()).as("cuts, with seed %s", seed).isPositive();
      }
    }
  }

  /// Each connection dies long before a file of this size is through.
  @Test
  void aLargeFileArrivesOverALineThatIsCutAgainAndAgain() throws Exception {
    long seed = Long.getLong("tidelock.seed", System.nanoTime());
    try (ChaosProxy network = new ChaosProxy(server.port(), seed)) {
      String url = url(network.port());
      try (Vault a = create(url, "a");
          Vault b = join(url, "b", DavServers.PASSWORD)) {
        write("a", "film.mov", random(seed, 9_000_000));
        a.sync();
        network.trouble(400_000);
        stubbornly(b);
        assertEqualTrees();
        assertThat(network.cuts()).as("cuts, with seed %s", seed).isGreaterThan(5);
      }
    }
  }

  /// A pack of full size comes through such a line in one try of fourteen, so it may come through without what `PatientStoreTest` shows.
  @Test
  void aLargeFileIsSentOverALineThatBreaksEveryFewMegabytes() throws Exception {
    long seed = Long.getLong("tidelock.seed", System.nanoTime());
    try (ChaosProxy network = new ChaosProxy(server.port(), seed)) {
      String url = url(network.port());
      try (Vault a = create(url, "a");
          Vault b = join(url, "b", DavServers.PASSWORD)) {
        write("a", "film.mov", random(seed, 40 << 20));
        network.trouble(6 << 20);
        stubbornly(a, 4);
        network.trouble(0);
        a.sync();
        b.sync();
        assertEqualTrees();
        assertThat(network.cuts()).as("cuts, with seed %s", seed).isPositive();
      }
    }
  }

  @Test
  void noMoreOfTheLineIsTakenThanMayBe() throws Exception {
    String url = url(server.port());
    BandwidthLimits limits =
        new BandwidthLimits(OptionalLong.of(200_000), OptionalLong.of(300_000), Optional.empty());
    try (Vault a = create(url, "a");
        Vault b = join(url, "b", DavServers.PASSWORD)) {
      write("a", "first", random(1, 400_000));
      a.sync();
      a.limit(limits);
      write("a", "second", random(2, 500_000));
      assertThat(seconds(a)).as("sending").isGreaterThan(2.0);
      b.limit(limits);
      assertThat(seconds(b)).as("receiving both").isGreaterThan(2.4);
      assertEqualTrees();
      b.limit(BandwidthLimits.NONE);
    }
    try (Vault again = TestDevice.vaults().open(dir.resolve("home-a"), Optional.empty())) {
      assertThat(again.bandwidth()).isEqualTo(limits);
      write("a", "third", random(3, 500_000));
      assertThat(seconds(again)).as("kept").isGreaterThan(2.0);
    }
  }

  /// Without that it would take half a minute.
  @Test
  void aLimitDoesNotHoldUpWhoCloses() throws Exception {
    Vault a = create(url(server.port()), "a");
    a.limit(
        new BandwidthLimits(
            OptionalLong.of(BandwidthLimits.LEAST), OptionalLong.empty(), Optional.empty()));
    write("a", "large", random(4, 1_500_000));
    Thread syncing =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    a.sync();
                  } catch (TidelockException | InterruptedException e) {
                    return; // closed
                  }
                });
    Thread.sleep(1_000);
    long begin = System.nanoTime();
    a.close();
    syncing.join();
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(15);
  }

  private static double seconds(Vault vault) throws Exception {
    long begin = System.nanoTime();
    vault.sync();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void stubbornly(Vault vault) throws Exception {
    stubbornly(vault, 20);
  }

  private static void stubbornly(Vault vault, int most) throws Exception {
    for (int tries = 0; tries < most; tries++) {
      try {
        vault.sync();
        return;
      } catch (TidelockException e) {
        assertThat(e.code()).as("%s", e).isEqualTo(ErrorCode.STORAGE);
      }
    }
  }
}
