package org.tidelock.engine.storage.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageUrl;

class SftpProviderTest {
  @TempDir Path home;

  private static ServerUrl url(String text) {
    return (ServerUrl) StorageUrl.parse(text);
  }

  @ParameterizedTest
  @CsvSource({
    "sftp://ada@host/srv/vault, ada@host/srv/vault",
    "sftp://ada@HOST:2222/srv/vault/, ada@host:2222/srv/vault",
    "sftp://ada@host/~/vault, ada@host/~/vault",
    "sftp://ada@[::1]:22/x, ada@[::1]/x",
    "sftp://a%20da@host/with%20blank, a da@host/with blank"
  })
  void whereItIs(String written, String address) {
    assertThat(SftpProvider.address(url(written))).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sftp://host/path",
        "sftp://ada@host",
        "sftp://ada@host/",
        "sftp://ada@host/x?other=1",
        "sftp://ada@host/x?key=relative"
      })
  void whatIsNone(String written) {
    assertThatThrownBy(() -> new SftpProvider(home).needs(url(written)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutAKeyThePasswordIsNeeded() throws Exception {
    assertThat(new SftpProvider(home).needs(url("sftp://ada@host/x")))
        .isEqualTo(StorageNeeds.PASSWORD);
    Files.createDirectory(home.resolve(".ssh"));
    Files.writeString(home.resolve(".ssh/id_ed25519"), "no key");
    assertThat(new SftpProvider(home).needs(url("sftp://ada@host/x")))
        .isEqualTo(StorageNeeds.PASSWORD);
    assertThat(new SftpProvider(home).needs(url("sftp://ada@host/x?key=~/none")))
        .isEqualTo(StorageNeeds.PASSWORD);
  }

  /// What was met first is told, kept, and checked the next time.
  @Test
  void theServersKeyIsAgreedOn() throws Exception {
    try (MinaServer server = MinaServer.start()) {
      Path vault = Files.createDirectory(home.resolve("vault"));
      ServerUrl url = url("sftp://ada@127.0.0.1:" + server.port() + vault);
      StorageAccess access = StorageAccess.NONE.withSecret(MinaServer.PASSWORD);
      Map<String, String> agreed;
      try (ObjectStore s = open(url, access)) {
        assertThat(s.identity()).isEmpty();
        agreed = s.probe();
        assertThat(s.identity()).contains(agreed.get(SftpStore.HOST_KEY));
        assertThat(s.names()).hasValueSatisfying(n -> assertThat(n).isEmpty());
        Files.writeString(vault.resolve("Somebody else's.txt"), "x");
        assertThat(s.names())
            .hasValueSatisfying(n -> assertThat(n).containsExactly("Somebody else's.txt"));
      }
      StorageAccess known = access.agreeing(SftpStore.HOST_KEY, agreed.get(SftpStore.HOST_KEY));
      try (ObjectStore s = open(url, known)) {
        assertThat(s.identity()).isPresent();
        assertThat(s.listAll()).isEmpty();
      }
      server.showKey(MinaServer.newKey("ssh-ed25519", 256));
      try (ObjectStore s = open(url, known)) {
        assertThatThrownBy(s::listAll).isInstanceOf(StorageException.Untrusted.class);
      }
      try (ObjectStore s =
          open(url("sftp://ada@127.0.0.1:" + server.port() + "/no/such"), access)) {
        assertThat(s.names()).isEmpty();
      }
    }
  }

  private ObjectStore open(ServerUrl url, StorageAccess access) {
    return new SftpProvider(home).open(url, access, "me", new SecureRandom());
  }
}
