package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.core.TestDevice;

/// The devices over the engine that people use: two profiles, one storage, real keys.
@UsesWindow
final class DevicesOfRealVaultTest {
  @TempDir(factory = FastTempDir.class)
  Path temp;

  private final Vaults engine = TestDevice.ownVaults();

  /// A vault with one file that is stored.
  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(temp.resolve("ThinkPad"));
    Files.writeString(temp.resolve("ThinkPad/Reading list.md"), "Tides of the northern coast");
    var request =
        new CreateRequest(
            home("ThinkPad"),
            storage(),
            temp.resolve("ThinkPad"),
            "Mira’s vault",
            "ThinkPad",
            TestDevice.passphrase(),
            KeepUnlocked.FILE);
    try (var vault = engine.create(request).vault()) {
      vault.sync();
    }
  }

  private Path home(String device) {
    return temp.resolve("home of " + device);
  }

  private String storage() {
    return temp.resolve("storage").toUri().toString();
  }

  private TestWindow open(String device) {
    var places = new Places(temp.resolve("second"), temp.resolve(device), device);
    return new TestWindow(home(device), engine, places).start();
  }

  /// Another computer, which has synced once.
  private void join(String device) throws Exception {
    try (var unlock = new Unlock.ByPassphrase(TestDevice.passphrase());
        var vault =
            engine.join(
                new JoinRequest(
                    home(device),
                    storage(),
                    temp.resolve(device),
                    device,
                    unlock,
                    KeepUnlocked.FILE,
                    _ -> true))) {
      vault.sync();
    }
  }

  private static Vault vault(TestWindow window) {
    return window.shell().context().vault();
  }

  @Test
  void aDeviceThatJoinsIsListedAndToldOnBothSides() throws Exception {
    try (var window = open("ThinkPad").page(PageId.DEVICES)) {
      assertThat(window.words()).contains("ThinkPad", "Only this computer uses the vault");
      join("iMac");
      vault(window).sync();
      Fx.await("it is told", () -> window.words().contains("The device iMac was added"));
      Fx.await("it is listed", () -> window.findAll(".device-card").size() == 2);
      assertThat(window.words()).doesNotContain("Only this computer");
      var fingerprints =
          vault(window).devices().stream().map(device -> device.fingerprint()).toList();
      assertThat(fingerprints).doesNotHaveDuplicates();
      try (var other = open("iMac").page(PageId.DEVICES)) {
        assertThat(other.words()).contains(fingerprints);
        assertThat(other.words()).containsSubsequence("ThinkPad", "iMac", "This computer");
      }
    }
  }
}
