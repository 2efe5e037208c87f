package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.storage.s3.S3Proxy;
import org.tidelock.engine.storage.sftp.OpenSsh;

/// Two devices over a real server: equal trees, what reaches it is kept sealed in the profile, and a server that is another one is not spoken to.
class ServerVaultTest {
  @TempDir Path temp;

  /// A device that opens its profile anew for each sync, as a command does.
  private final class Device {
    final Path home;
    final Path folder;

    Device(String name) throws Exception {
      home = temp.resolve(name + "-home");
      folder = Files.createDirectory(temp.resolve(name));
    }

    void create(String url, StorageAccess access) throws Exception {
      try (Vault vault =
          TestDevice.vaults()
              .with(access)
              .create(
                  new CreateRequest(
                      home, url, folder, "Test", "a", TestDevice.passphrase(), KeepUnlocked.FILE))
              .vault()) {
        assertThat(vault.storageIdentity().isPresent()).isEqualTo(url.startsWith("sftp:"));
        vault.sync();
      }
    }

    void join(String url, StorageAccess access) throws Exception {
      try (Vault vault =
          TestDevice.vaults()
              .with(access)
              .join(
                  new JoinRequest(
                      home,
                      url,
                      folder,
                      "b",
                      new Unlock.ByPassphrase(TestDevice.passphrase()),
                      KeepUnlocked.FILE,
                      _ -> true))) {
        vault.sync();
      }
    }

    /// Without the secrets: the profile has them.
    void sync() throws Exception {
      try (Vault vault = TestDevice.vaults().open(home, java.util.Optional.empty())) {
        vault.sync();
      }
    }
  }

  private void liveTogether(String url, StorageAccess access, Device a, Device b) throws Exception {
    Random random = new Random(7);
    byte[] film = new byte[3_000_000];
    random.nextBytes(film);
    Files.write(a.folder.resolve("film.mov"), film);
    for (int i = 0; i < 20; i++) {
      Path file = a.folder.resolve("d" + i % 4).resolve("f" + i);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "text " + i);
    }
    a.create(url, access);
    b.join(url, access);
    assertThat(Trees.of(b.folder)).isEqualTo(Trees.of(a.folder));
    Files.writeString(b.folder.resolve("d1/f1"), "changed on b");
    Files.delete(b.folder.resolve("d2/f2"));
    Files.writeString(a.folder.resolve("new on a"), "x");
    b.sync();
    a.sync();
    b.sync();
    assertThat(Trees.of(b.folder)).isEqualTo(Trees.of(a.folder)).hasSizeGreaterThan(20);
    assertThat(a.folder.resolve("d1/f1")).hasContent("changed on b");
  }

  @Test
  void overSsh(@TempDir Path keys) throws Exception {
    try (OpenSsh server = OpenSsh.start(keys)) {
      String url = server.url(temp.resolve("deep/vault"), "locked");
      Device a = new Device("a");
      Device b = new Device("b");
      assertThat(TestDevice.vaults().needs(url)).isEqualTo(StorageNeeds.PASSWORD);
      assertThat(TestDevice.vaults().needs(server.url(temp, "user")))
          .isEqualTo(StorageNeeds.OWN_KEY);
      liveTogether(url, StorageAccess.NONE.withSecret("open sesame"), a, b);
      server.impersonate();
      Files.writeString(a.folder.resolve("later"), "x");
      assertThatThrownBy(a::sync)
          .isInstanceOfSatisfying(
              TidelockException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
                assertThat(e).hasMessageContaining("SHA256:");
              });
    }
  }

  @Test
  void overS3(@TempDir Path folder) throws Exception {
    try (S3Proxy server = S3Proxy.start(folder)) {
      server.makeBucket("tidelock");
      String url = server.url("tidelock/my/vault");
      assertThat(TestDevice.vaults().needs(url)).isEqualTo(StorageNeeds.ACCESS_KEY);
      liveTogether(
          url,
          StorageAccess.NONE.withUser(S3Proxy.KEY).withSecret(S3Proxy.SECRET),
          new Device("a"),
          new Device("b"));
    }
  }
}
