package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.Vaults.StorageState;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.storage.http.RawServer;
import org.tidelock.engine.storage.s3.S3Proxy;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.Meddler;
import org.tidelock.engine.storage.servers.Ports;
import org.tidelock.engine.storage.sftp.OpenSsh;
import org.tidelock.engine.system.SystemEffects;

/// What is said of real storages, and of one that lies.
@Timeout(60)
final class StorageReportTest {
  private static LocalServer apache;

  /// Passes only where somebody waits: on a busy computer a line seems slow, over which less is tried.
  private static final FakeTime CLOCK = new FakeTime(Instant.now());

  private static final Vaults STILL = TestDevice.vaults(SystemEffects.create().at(CLOCK));

  @TempDir Path dir;

  @BeforeAll
  static void start() throws Exception {
    apache = DavServers.APACHE.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (apache != null) apache.close();
  }

  private static Vaults with(String secret) {
    return TestDevice.vaults().with(StorageAccess.NONE.withSecret(secret));
  }

  private static List<Promise> promises(StorageReport report) {
    return report.findings().stream().map(f -> (Promise) f.said().phrase()).toList();
  }

  private static List<Path> below(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(folder::relativize).sorted().toList();
    }
  }

  private static void assertMeasured(StorageReport report) {
    assertThat(report.isUsable()).isTrue();
    assertThat(report.isClean()).isTrue();
    assertThat(report.findings()).extracting(Finding::aspect).containsExactly(Aspect.values());
    assertThat(report.speed())
        .hasValueSatisfying(
            speed -> {
              assertThat(speed.answer()).isPositive();
              assertThat(speed.sending()).isPositive();
              assertThat(speed.receiving()).isPositive();
            });
  }

  @Test
  void ofAFolder() throws Exception {
    Path place = dir.resolve("not/there/yet");
    List<Path> before = below(dir);
    StorageReport report = TestDevice.vaults().test(place.toUri().toString());
    assertMeasured(report);
    assertThat(report.there()).isEqualTo(StorageState.EMPTY);
    assertThat(report.room()).isPresent();
    assertThat(promises(STILL.test(place.toUri().toString())))
        .containsExactly(
            Promise.COMES_BACK,
            Promise.RANGES,
            Promise.REFUSES,
            Promise.ONE_WINS,
            Promise.CUT_LEAVES_TEMPORARY,
            Promise.LISTS,
            Promise.DELETES,
            Promise.TAKES_FULL);
    assertThat(below(dir)).as("left behind").isEqualTo(before);
    Files.createDirectories(place);
    Files.writeString(place.resolve("letter.txt"), "mine");
    assertThat(TestDevice.vaults().test(place.toUri().toString()).there())
        .isEqualTo(StorageState.FOREIGN);
    assertThat(below(place)).containsExactly(Path.of(""), Path.of("letter.txt"));
  }

  @Test
  void ofApacheWhichLeavesNothing() throws Exception {
    List<Path> before = below(apache.root());
    StorageReport report =
        with(DavServers.PASSWORD).test(DavServers.APACHE.url(apache, "some/where"));
    assertMeasured(report);
    assertThat(promises(report))
        .contains(Promise.REFUSES, Promise.CUT_LEAVES_NOTHING)
        .doesNotContain(Promise.WOULD_OVERWRITE);
    assertThat(below(apache.root())).as("left behind").isEqualTo(before);
  }

  /// Another device may come to the same place meanwhile, and has made no more than folders so far.
  @Test
  void whatAnotherDeviceHasBegunMeanwhileStays() throws Exception {
    Path place = apache.root().resolve("at/once");
    try (Meddler meddler =
        Meddler.before(
            apache,
            (method, path, honest) -> {
              if (method.equals("PUT") && path.contains("/trial-"))
                Files.createDirectories(place.resolve("Unfinished/trial-of-another"));
              return honest.ask();
            })) {
      StorageReport report = with(DavServers.PASSWORD).test(url(meddler, "at/once"));
      assertThat(report.isUsable()).isTrue();
      assertThat(report.isClean()).isFalse();
    }
    assertThat(below(place))
        .containsExactly(
            Path.of(""), Path.of("Unfinished"), Path.of("Unfinished/trial-of-another"));
    Files.delete(place.resolve("Unfinished/trial-of-another"));
    Files.delete(place.resolve("Unfinished"));
    Files.delete(place);
    Files.delete(place.getParent());
  }

  /// Where a vault is, it stays as it is.
  @Test
  void ofAPlaceWithAVaultInIt() throws Exception {
    String url = DavServers.APACHE.url(apache, "vault");
    try (var _ = create(url, "a").vault()) {
      List<Path> before = below(apache.root().resolve("vault"));
      StorageReport report = with(DavServers.PASSWORD).test(url);
      assertMeasured(report);
      assertThat(report.there()).isEqualTo(StorageState.VAULT);
      assertThat(below(apache.root().resolve("vault"))).isEqualTo(before);
    }
  }

  @Test
  void ofRcloneWhichIsWeakAndUsable() throws Exception {
    try (LocalServer rclone = DavServers.RCLONE.start()) {
      StorageReport report =
          with(DavServers.PASSWORD).test(DavServers.RCLONE.url(rclone, "deep/place"));
      assertMeasured(report);
      assertThat(promises(report)).contains(Promise.WOULD_OVERWRITE, Promise.CUT_LEAVES_PART);
      assertThat(below(rclone.root())).as("left behind").containsExactly(Path.of(""));
    }
  }

  @Test
  void ofOpenSshWithTheKeyOfTheServer(@TempDir Path keys) throws Exception {
    try (OpenSsh server = OpenSsh.start(keys)) {
      List<Path> before = below(dir);
      StorageReport report = TestDevice.vaults().test(server.url(dir.resolve("vault"), "user"));
      assertMeasured(report);
      assertThat(promises(report)).contains(Promise.REFUSES, Promise.ONE_WINS);
      assertThat(report.room()).isPresent();
      assertThat(report.identity()).hasValueSatisfying(i -> assertThat(i).contains("SHA256:"));
      assertThat(below(dir)).as("left behind").isEqualTo(before);
    }
  }

  @Test
  void ofS3(@TempDir Path config) throws Exception {
    try (S3Proxy server = S3Proxy.start(config)) {
      server.makeBucket("bucket");
      StorageReport report =
          TestDevice.vaults()
              .with(StorageAccess.NONE.withUser(S3Proxy.KEY).withSecret(S3Proxy.SECRET))
              .test(server.url("bucket/some/where"));
      assertMeasured(report);
      assertThat(report.room()).isEmpty();
      assertThat(promises(report)).contains(Promise.REFUSES, Promise.CUT_LEAVES_NOTHING);
    }
  }

  private org.tidelock.engine.CreatedVault create(String url, String name) throws Exception {
    return with(DavServers.PASSWORD)
        .create(
            new CreateRequest(
                dir.resolve("home-" + name),
                url,
                dir.resolve(name),
                "Test",
                name,
                TestDevice.passphrase(),
                KeepUnlocked.FILE));
  }

  private static String url(Meddler meddler, String path) {
    return "webdav+http://u@127.0.0.1:" + meddler.port() + "/" + path;
  }

  /// An Apache behind somebody who turns one bit of what is fetched.
  @Test
  void noVaultIsMadeWhereWhatIsStoredComesBackAltered() throws Exception {
    try (Meddler meddler =
        Meddler.before(
            apache,
            (method, _, honest) -> {
              Meddler.Answer answer = honest.ask();
              if (method.equals("GET") && answer.body().length > 0) answer.body()[0] ^= 1;
              return answer;
            })) {
      StorageReport report = with(DavServers.PASSWORD).test(url(meddler, "altered"));
      assertThat(report.isUsable()).isFalse();
      assertThat(report.findings())
          .containsExactly(new Finding(Aspect.CONTENT, Verdict.BAD, Promise.ALTERED.of()));
      assertThat(report.speed()).isEmpty();
      assertThat(report.isClean()).isTrue();
      TidelockException e =
          catchThrowableOfType(TidelockException.class, () -> create(url(meddler, "altered"), "m"));
      assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
      assertThat(e)
          .hasMessage(
              "A vault would not be safe in this storage: What is stored comes back altered.");
      assertThat(dir.resolve("m")).as("the folder").doesNotExist();
    }
  }

  /// It says that it has deleted, and has not: what was made is left, and that is said.
  @Test
  void whatCannotBeTakenAwayIsSaid() throws Exception {
    try (Meddler meddler =
        Meddler.before(
            apache,
            (method, path, honest) ->
                method.equals("DELETE") && path.contains("packs")
                    ? new Meddler.Answer(204, new byte[0])
                    : honest.ask())) {
      StorageReport report = with(DavServers.PASSWORD).test(url(meddler, "kept"));
      assertThat(report.findings())
          .last()
          .isEqualTo(new Finding(Aspect.DELETING, Verdict.BAD, Promise.KEEPS_DELETED.of()));
      assertThat(report.isClean()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 Unauthorized", "503 Unavailable", "429 Busy", "500 Broken"})
  void whatCannotBeReachedIsAskedOnceAndWithoutPatience(String answer) throws Exception {
    try (RawServer server =
        new RawServer(
            client -> {
              while (true) {
                client.request();
                client.answer(answer, "");
              }
            })) {
      String url = "webdav+http://u@127.0.0.1:" + server.uri().getPort() + "/x/y";
      assertThat(catchThrowableOfType(TidelockException.class, () -> with("x").test(url)))
          .isNotNull();
      assertThat(server.heads()).hasSize(1);
    }
  }

  @Test
  void aWrongPasswordAndNobodyThereAreToldAtOnce() throws Exception {
    TidelockException wrong =
        catchThrowableOfType(
            TidelockException.class, () -> with("wrong").test(DavServers.APACHE.url(apache, "x")));
    assertThat(wrong.code()).isEqualTo(ErrorCode.STORAGE);
    assertThat(wrong).hasMessageContaining("password");
    Instant begin = CLOCK.instant();
    TidelockException nobody =
        catchThrowableOfType(
            TidelockException.class,
            () ->
                STILL
                    .with(StorageAccess.NONE.withSecret("x"))
                    .test("webdav+http://u@127.0.0.1:" + Ports.free() + "/x"));
    assertThat(nobody).hasMessageContaining("does not answer");
    assertThat(CLOCK.instant()).as("nobody waits for a second try").isEqualTo(begin);
  }
}
