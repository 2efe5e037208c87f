package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;

/// T40: the network is there, and nobody knows the server's name for a while.
@Tag("heavy")
@Timeout(300)
final class NamelessTest {
  @TempDir Path dir;

  private void names(String line) throws Exception {
    Path next = Files.writeString(dir.resolve("next"), line + "\n");
    Files.move(next, dir.resolve("hosts"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aDeviceWhoseServerHasNoNameForAWhileGoesOnWhenItHas() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("a"));
    Files.writeString(folder.resolve("before"), "1");
    names("127.0.0.1 nas.test");
    Path nothingKept =
        Files.writeString(
            dir.resolve("security"),
            "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
    List<String> options =
        List.of(
            "-Djdk.net.hosts.file=" + dir.resolve("hosts"),
            "-Djava.security.properties=" + nothingKept);
    try (LocalServer server = DavServers.APACHE.start();
        ChildJava a =
            ChildJava.start(
                List.of(),
                options,
                Files.createDirectory(dir.resolve("temporary")),
                NamelessMain.class,
                dir.resolve("home-a").toString(),
                folder.toString(),
                "webdav+http://u@nas.test:" + server.port() + "/vault")) {
      a.awaitSaid("0 " + NamelessMain.WELL);
      names("127.0.0.1 another.test");
      a.awaitSaid(" STORAGE ");
      assertThat(a.said()).contains("There is no such server, or this computer is offline.");
      Files.writeString(folder.resolve("meanwhile"), "2");
      int known = a.said().length();
      names("127.0.0.1 nas.test");
      while (!a.said().substring(known).contains(NamelessMain.WELL)) Thread.sleep(50);
      try (Vault b = join("webdav+http://u@127.0.0.1:" + server.port() + "/vault")) {
        b.sync();
      }
      assertThat(Trees.of(dir.resolve("b"))).isEqualTo(Trees.of(folder)).hasSize(2);
    }
  }

  private Vault join(String url) throws Exception {
    return TestDevice.vaults()
        .with(StorageAccess.NONE.withSecret(DavServers.PASSWORD))
        .join(
            new JoinRequest(
                dir.resolve("home-b"),
                url,
                Files.createDirectory(dir.resolve("b")),
                "b",
                new Unlock.ByPassphrase(TestDevice.passphrase()),
                KeepUnlocked.FILE,
                _ -> true));
  }
}
