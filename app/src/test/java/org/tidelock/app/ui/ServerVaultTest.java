package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.Engine;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.OwnCertificate;

/// From the wizard to a vault on a real WebDAV server, with a certificate of its own, and a second device from there.
@UsesWindow
final class ServerVaultTest {
  private static final String PASSPHRASE = "copper lantern drifts past quiet harbour";

  @TempDir Path temp;

  @Test
  void twoDevicesAreSetUpInTheWindowOverARealServer() throws Exception {
    var pem = Files.createDirectory(temp.resolve("pem"));
    OwnCertificate.make(temp.resolve("own.p12")).write(pem);
    Files.createDirectories(temp.resolve("first"));
    Files.writeString(temp.resolve("first/Reading list.md"), "Tides of the northern coast");
    try (var server = DavServers.startEncrypted(pem);
        var one = device("first")) {
      one.start().fire("#welcome-create");
      fill(one, server, "wrong");
      one.fire("#storage-test");
      assertThat(one.words()).contains("The server’s certificate is not known", "SHA-256 ");
      one.fire("#storage-trust");
      assertThat(one.words()).contains("User name or password not accepted");
      one.fill("#webdav-password", DavServers.PASSWORD);
      one.fire("#storage-test");
      assertThat(one.words())
          .contains("Nothing is here yet. Tidelock can write here.", "Write, read and delete");
      assertThat(one.words()).as("rclone is one of the weaker ones").contains("would overwrite");
      one.fire("#wizard-continue");
      one.fire("#wizard-continue");
      one.fill("#passphrase", PASSPHRASE);
      one.fill("#passphrase-repeat", PASSPHRASE);
      one.fire("#wizard-continue");
      assertThat(one.words()).contains("Save your recovery kit");
      one.fire("#kit-later");
      one.fire("#wizard-continue");
      Fx.await("everything is stored", () -> status(one).state() == State.UP_TO_DATE);
      assertThat(server.root().resolve("deep/place/vault")).exists();

      try (var two = device("second")) {
        two.start().fire("#welcome-join");
        fill(two, server, DavServers.PASSWORD);
        two.fire("#storage-test");
        two.fire("#storage-trust");
        assertThat(two.words()).contains("There is a vault here.");
        two.fire("#wizard-continue");
        two.fill("#join-passphrase", PASSPHRASE);
        two.fire("#wizard-continue");
        two.tasks.oneWaits(true);
        two.fire("#wizard-continue");
        Fx.await("the devices", () -> two.stage.getScene().lookup(".word-cell") != null);
        two.tasks.oneWaits(false);
        two.fire("#wizard-continue");
        assertThat(two.words()).contains("You have joined the vault");
        two.fire("#wizard-continue");
        Fx.await("the file is here", () -> Files.exists(temp.resolve("second/Reading list.md")));
        assertThat(temp.resolve("second/Reading list.md"))
            .hasContent("Tides of the northern coast");
      }
    }
    assertThat(secretsIn("home of first")).as("in the clear on this computer").isEmpty();
  }

  /// What the profile knows of the server can be read only once it is unlocked.
  @Test
  @Tag("heavy")
  void theKitUnlocksAComputerFromARealServer() throws Exception {
    var pem = Files.createDirectory(temp.resolve("pem"));
    OwnCertificate.make(temp.resolve("own.p12")).write(pem);
    try (var server = DavServers.startEncrypted(pem)) {
      var url = "webdav+https://u@127.0.0.1:" + server.port() + "/vault";
      var engine = TestDevice.ownVaults();
      var secret = StorageAccess.NONE.withSecret(DavServers.PASSWORD);
      var trusted = engine.meet(url).orElseThrow().trustedBy(secret);
      var home = temp.resolve("home of one");
      var created =
          engine
              .with(trusted)
              .create(
                  new CreateRequest(
                      home,
                      url,
                      temp.resolve("one"),
                      "Test",
                      "One",
                      TestDevice.passphrase(),
                      KeepUnlocked.NO));
      created.vault().close();
      var words = String.join(" ", created.recoveryKey().words());
      var places = new Places(temp.resolve("storage"), temp.resolve("one"), "One");
      try (var window = new TestWindow(home, engine, places)) {
        window.start().fire("#unlock-choice");
        window.fill("#unlock-words", words);
        window.fill("#unlock-storage-secret", "a wrong one");
        window.fire("#unlock-button");
        assertThat(window.words()).contains("The server’s certificate is not known", "SHA-256 ");
        window.fire("#unlock-trust");
        assertThat(window.words()).contains("User name or password not accepted");
        window.fill("#unlock-storage-secret", DavServers.PASSWORD);
        window.fire("#unlock-button");
        Fx.await("it syncs", () -> status(window).state() == State.UP_TO_DATE);
      }
    }
  }

  /// Files of a profile in which the storage's password can be read.
  private Stream<Path> secretsIn(String home) throws Exception {
    try (var all = Files.walk(temp.resolve(home))) {
      return all.filter(Files::isRegularFile).filter(ServerVaultTest::hasSecret).toList().stream();
    }
  }

  private static boolean hasSecret(Path file) {
    try {
      var text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
      return text.contains(DavServers.PASSWORD);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void fill(TestWindow window, LocalServer server, String password) {
    window.fire("#storage-webdav");
    window.fill("#webdav-address", "https://127.0.0.1:" + server.port() + "/deep/place");
    window.fill("#webdav-user", "u");
    window.fill("#webdav-password", password);
  }

  private TestWindow device(String name) {
    var places = new Places(temp.resolve("storage of " + name), temp.resolve(name), name);
    return new TestWindow(temp.resolve("home of " + name), Engine.vaults(), places);
  }

  private static Status status(TestWindow window) {
    return window.shell().context().model().status();
  }
}
