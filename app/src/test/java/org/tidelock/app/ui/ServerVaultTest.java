package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.Engine;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.State;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;
import org.tidelock.engine.storage.servers.OwnCertificate;

/// From the wizard to a vault on a real WebDAV server, with a certificate of its own, and a second device from there.
@UsesWindow
final class ServerVaultTest {
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
      WizardSteps.toPassphrase(one);
      WizardSteps.create(one);
      assertThat(server.root().resolve("deep/place/vault")).exists();

      try (var two = device("second")) {
        two.start().fire("#welcome-join");
        fill(two, server, DavServers.PASSWORD);
        two.fire("#storage-test");
        two.fire("#storage-trust");
        assertThat(two.words()).contains("There is a vault here.");
        WizardSteps.toFolder(two);
        WizardSteps.join(two);
        Fx.await("the file is here", () -> Files.exists(temp.resolve("second/Reading list.md")));
        assertThat(temp.resolve("second/Reading list.md"))
            .hasContent("Tides of the northern coast");
      }
    }
    assertThat(secretsIn("home of first")).as("in the clear on this computer").isEmpty();
    assertThat(secretsIn("home of second")).as("in the clear on this computer").isEmpty();
  }

  private List<Path> secretsIn(String home) throws IOException {
    return WizardSteps.readableIn(temp.resolve(home), DavServers.PASSWORD);
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
        Fx.await("it syncs", () -> WizardSteps.status(window).state() == State.UP_TO_DATE);
      }
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
}
