package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.Vault;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.s3.S3Proxy;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.Wiretap;
import org.tidelock.engine.storage.sftp.OpenSsh;

/// A sync with nothing to do, over each provider: at most four requests for a command, one for a program that stays (issue 4). Those over HTTP are counted on the wire, where a look that takes
/// two cannot hide.
@Timeout(60)
final class IdleRequestsTest {
  private static final int OF_A_COMMAND = 4;

  /// One more: whether an object is there that is not makes a server be asked for the vault's folder, too.
  private static final int ON_THE_WIRE = 5;

  @TempDir Path dir;

  @FunctionalInterface
  private interface Wire {
    /// Since the last call so many requests were heard.
    void requireBetween(int least, int most);
  }

  private static int requests(Vault vault) throws Exception {
    SyncReport report = vault.sync();
    return Math.toIntExact(report.sent().requests() + report.received().requests());
  }

  private Vault open() throws Exception {
    return TestDevice.vaults().open(dir.resolve("home"), Optional.empty());
  }

  private void assertIdleIsCheap(String url, StorageAccess access, Wire wire) throws Exception {
    Path folder = Files.createDirectory(dir.resolve("folder"));
    Files.writeString(folder.resolve("file"), "text");
    // What is young is read again, in a round of its own.
    Files.setLastModifiedTime(
        folder.resolve("file"), FileTime.from(Instant.now().minusSeconds(60)));
    CreateRequest request =
        new CreateRequest(
            dir.resolve("home"),
            url,
            folder,
            "Test",
            "a",
            TestDevice.passphrase(),
            KeepUnlocked.FILE);
    try (Vault vault = TestDevice.vaults().with(access).create(request).vault()) {
      vault.sync();
    }
    for (int i = 0; i < 4; i++) {
      try (Vault vault = open()) {
        wire.requireBetween(0, Integer.MAX_VALUE);
        int asked = requests(vault);
        assertThat(asked).as("command %s", i).isLessThanOrEqualTo(OF_A_COMMAND);
        wire.requireBetween(asked, ON_THE_WIRE);
        assertThat(requests(vault)).as("the next look").isEqualTo(1);
        wire.requireBetween(1, 1);
      }
    }
  }

  /// Where the wire is told by nobody, the engine's own count has to do.
  private static final Wire UNHEARD = (_, _) -> {};

  private static Wire heard(Wiretap tap) {
    return (least, most) -> assertThat(tap.take()).as("on the wire").hasSizeBetween(least, most);
  }

  @Test
  void overWebDav() throws Exception {
    try (LocalServer server = DavServers.APACHE.start();
        Wiretap tap = new Wiretap(server.port())) {
      String url = "webdav+http://u@127.0.0.1:" + tap.port() + "/vault";
      StorageAccess access = StorageAccess.NONE.withSecret(DavServers.PASSWORD);
      assertIdleIsCheap(url, access, heard(tap));
    }
  }

  @Test
  void overS3() throws Exception {
    try (S3Proxy server = S3Proxy.start(dir);
        Wiretap tap = new Wiretap(server.port())) {
      server.makeBucket("tidelock");
      String url = "s3://tidelock/vault?endpoint=http://127.0.0.1:" + tap.port();
      StorageAccess access = StorageAccess.NONE.withUser(S3Proxy.KEY).withSecret(S3Proxy.SECRET);
      assertIdleIsCheap(url, access, heard(tap));
    }
  }

  /// A request here is a list or a look, each of which is a few messages in a row.
  @Test
  void overSftp(@TempDir Path keys) throws Exception {
    try (OpenSsh server = OpenSsh.start(keys)) {
      assertIdleIsCheap(server.url(dir.resolve("store"), "user"), StorageAccess.NONE, UNHEARD);
    }
  }

  /// One more than elsewhere where the token of an hour ago has to be renewed.
  @Test
  void overOneDrive() throws Exception {
    try (FakeGraph graph = FakeGraph.start();
        Wiretap tap = new Wiretap(graph.graphPort())) {
      graph.announce(tap.port(), graph.contentPort());
      URI base = URI.create("http://127.0.0.1:" + tap.port() + "/v1.0");
      String url = "onedrive:/vault?client=" + FakeGraph.CLIENT + "&" + graph.options(base);
      String token = graph.signedIn("Files.ReadWrite.AppFolder offline_access");
      assertIdleIsCheap(url, StorageAccess.NONE.withSecret(token), heard(tap));
      assertThat(graph.complaints()).isEmpty();
    }
  }
}
