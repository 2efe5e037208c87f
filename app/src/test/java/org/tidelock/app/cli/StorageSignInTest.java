package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.OwnCertificate;
import org.tidelock.engine.storage.sftp.OpenSsh;

/// By the engine and servers that people use: what a profile knows of its server and its vault counts when somebody signs in anew.
@Timeout(120)
final class StorageSignInTest extends CliFixture {
  private static final String SECRET = "TIDELOCK_STORAGE_SECRET";

  @BeforeEach
  void aPassphrase() throws Exception {
    Files.writeString(temp.resolve("pass"), GOOD + "\n");
  }

  @Override
  Context context() {
    return new Context(terminal, environment, temp, TestDevice::ownVaults, CLOCK);
  }

  private void create(String url, String... more) {
    List<String> words =
        new ArrayList<>(List.of("create", "--storage", url, "--folder", "files", "--name", "Test"));
    words.addAll(List.of("--passphrase-file", "pass", "--keep-unlocked=file"));
    words.addAll(List.of(more));
    assertThat(runAnew(words.toArray(String[]::new)).exit()).as(terminal.complained()).isZero();
  }

  private Result typing(String answers, String... words) {
    terminal = ScriptedTerminal.typing(answers.split("\n", -1));
    return run(words);
  }

  /// The message names the key that would be trusted.
  private static String keyIn(String message) {
    return message.replaceAll("(?s).*--storage-key (sha256/[A-Za-z0-9+/=]{44}).*", "$1");
  }

  @Test
  void aServerThatShowsAnotherKeyGetsNoPasswordBeforeThatIsTrusted() throws Exception {
    Path pem = Files.createDirectory(temp.resolve("pem"));
    OwnCertificate.make(temp.resolve("first.p12")).write(pem);
    try (LocalServer server = DavServers.startEncrypted(pem)) {
      String url = "webdav+https://u@127.0.0.1:" + server.port() + "/vault";
      environment.put(SECRET, DavServers.PASSWORD);
      String key = keyIn(runAnew("storage", "test", url).err());
      create(url, "--storage-key", key);
      assertThat(runAnew("storage", "sign-in"))
          .as("a script gives the password alone")
          .isEqualTo(
              new Result(
                  0, "Signed in to " + url + "; this is kept, sealed, in the profile.\n", ""));

      server.stop();
      OwnCertificate.make(temp.resolve("second.p12")).write(pem);
      server.run();
      environment.clear();
      Result asked = typing(DavServers.PASSWORD + "\ny\ny", "storage", "sign-in");
      assertThat(asked.exit()).as("an alarm is nothing to say y to").isEqualTo(5);
      assertThat(asked.err())
          .contains("The server's certificate has changed")
          .doesNotContain("[y/N]");

      String second = keyIn(asked.err());
      assertThat(runAnew("storage", "sign-in", "--storage-key", key).exit()).isEqualTo(5);
      assertThat(runAnew("storage", "sign-in", "--storage-key", second))
          .as("the password is the one that was kept")
          .extracting(Result::exit)
          .isEqualTo(0);
      assertThat(runAnew("sync").exit()).isZero();
    }
  }

  @Test
  void anSshServerThatShowsAnotherKeyIsNoNewServer(@TempDir Path keys) throws Exception {
    try (OpenSsh server = OpenSsh.start(keys)) {
      environment.put(SECRET, "open sesame");
      create(server.url(temp.resolve("vault"), "locked"));
      server.impersonate();
      Result refused = runAnew("storage", "sign-in");
      assertThat(refused.exit()).isEqualTo(5);
      assertThat(refused.err()).contains("sign-in --storage-key 'ssh-ed25519 SHA256:");

      String key = refused.err().replaceAll("(?s).*'(ssh-ed25519 SHA256:[^']*)'.*", "$1");
      assertThat(runAnew("storage", "sign-in", "--storage-key", key.split(" ")[1]).err())
          .as("half a key trusts nobody")
          .endsWith("[USAGE]\n");
      assertThat(runAnew("storage", "sign-in", "--storage-key", key).exit()).isZero();
      environment.clear();
      assertThat(runAnew("sync").exit()).isZero();
    }
  }

  @Test
  void whereAnotherVaultLiesNobodyIsSignedIn() throws Exception {
    String url = temp.resolve("storage").toUri().toString();
    create(url);
    assertThat(runAnew("storage", "sign-in").exit()).isZero();
    Files.move(temp.resolve("storage"), temp.resolve("away"));
    TestDevice.ownVaults()
        .create(
            new CreateRequest(
                temp.resolve("home of another"),
                url,
                temp.resolve("files of another"),
                "Other",
                "b",
                TestDevice.passphrase(),
                KeepUnlocked.FILE))
        .vault()
        .close();
    Result other = runAnew("storage", "sign-in");
    assertThat(other.exit()).isEqualTo(ErrorCode.IDENTITY.exitCode());
    assertThat(other.out()).isEmpty();
  }
}
