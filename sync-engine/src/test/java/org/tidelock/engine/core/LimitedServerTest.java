package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.system.SystemEffects;

/// A real nginx that limits what may be sent at once, as it does by itself and as proxies before a NAS do.
@Timeout(300)
final class LimitedServerTest {
  @TempDir Path dir;

  private Vault device(String name, String url) throws Exception {
    return TestDevice.setUp(dir, dir, url, name, TestDevice.vaults(), name.equals("a")).vault;
  }

  private void write(String name, int seed, int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    Files.write(dir.resolve("folder-a").resolve(name), bytes);
  }

  private static List<Long> lengths(Path packs) throws Exception {
    try (Stream<Path> all = Files.walk(packs)) {
      return all.filter(Files::isRegularFile).map(p -> p.toFile().length()).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"1m, 1048576", "8m, 4194304"})
  void largeFilesGoInPacksThatItTakes(String limit, int largest) throws Exception {
    try (LocalServer nginx = DavServers.startLimited(limit)) {
      String url = DavServers.NGINX.url(nginx, "vault");
      try (Vault a = device("a", url)) {
        write("film.mov", 1, 19_000_000);
        for (int i = 0; i < 30; i++) write("small" + i, i, 5_000 * i);
        assertThat(a.sync().problems()).isEmpty();
        assertThat(a.issues()).extracting(Issue::code).containsOnly("KEY-06");
      }
      assertThat(lengths(nginx.root().resolve("vault/packs")))
          .contains((long) largest)
          .allMatch(length -> length <= largest);
      assertItIsToldAndKept(largest);
      try (Vault b = device("b", url)) {
        assertThat(b.sync().problems()).isEmpty();
        assertThat(b.verify(true, _ -> {}).findings()).isEmpty();
      }
      assertThat(TestDevice.tree(dir.resolve("folder-b")))
          .isEqualTo(TestDevice.tree(dir.resolve("folder-a")));
      assertThat(Files.readString(nginx.root().resolveSibling("tmp/error.log")).lines())
          .as("what it has refused: only at the trials of two devices, and at the test of one")
          .filteredOn(line -> line.contains("too large body"))
          .hasSizeLessThanOrEqualTo(3 * 2);
    }
  }

  /// Its packs are as large as the vault's, which has another storage.
  @Test
  void itIsNoPlaceForASecondCopyOfLargerPacks() throws Exception {
    try (LocalServer nginx = DavServers.startLimited("1m");
        TestDevice a = TestDevice.create(dir, "a")) {
      String url = DavServers.NGINX.url(nginx, "copy");
      TidelockException e =
          catchThrowableOfType(
              TidelockException.class, () -> a.vault.beginMirror(url, StorageAccess.NONE, _ -> {}));
      assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
      assertThat(e.happened())
          .isEqualTo(
              Happened.MIRROR_TAKES_LESS.of(new Said.Size(1 << 20), new Said.Size(16 << 20)));
      assertThat(e.whatToDo()).contains("client_max_body_size");
      assertThat(a.vault.mirror()).isEmpty();
    }
  }

  /// All that lies in one such storage goes into another one.
  @Test
  void aVaultWithSmallPacksCanHaveItsSecondCopyThere() throws Exception {
    try (LocalServer one = DavServers.startLimited("1m");
        LocalServer other = DavServers.startLimited("1m");
        Vault a = device("a", DavServers.NGINX.url(one, "vault"))) {
      write("film.mov", 1, 3_000_000);
      a.sync();
      String url = DavServers.NGINX.url(other, "copy");
      assertThat(a.beginMirror(url, StorageAccess.NONE, _ -> {}).isComplete()).isTrue();
    }
  }

  private void assertItIsToldAndKept(int largest) throws Exception {
    // With a clock that stands still: a busy machine looks like a slow line, over which no more
    // than 1 MiB is tried.
    LocalVaults vaults = TestDevice.vaults(SystemEffects.create().at(new FakeTime(Instant.now())));
    try (Vault again = vaults.open(dir.resolve("home-a"), Optional.empty())) {
      write("another.mov", 2, 9_000_000);
      assertThat(again.sync().problems()).isEmpty();
      StorageReport report = again.testStorage();
      assertThat(report.isUsable()).isTrue();
      assertThat(report.speed()).isPresent();
      assertThat(report.findings())
          .contains(
              new Finding(
                  Aspect.SIZE, Verdict.WEAK, Promise.TAKES_LESS.of(new Said.Size(largest))));
    }
  }
}
