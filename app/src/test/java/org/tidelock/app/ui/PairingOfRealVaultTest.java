package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.PairingCode;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.Vaults.ProfileState;
import org.tidelock.engine.core.TestDevice;

/// One window lets in another by the code that it shows, over the engine that people use: two profiles, one storage, real keys.
@UsesWindow
final class PairingOfRealVaultTest {
  private static final String PASSPHRASE = "copper lantern drifts past quiet harbour";
  private static final String OWN = "velvet orbit tundra basket willow ember";

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
            temp.resolve("storage").toUri().toString(),
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

  private TestWindow open(String device) {
    var places = new Places(temp.resolve("second"), temp.resolve(device), device);
    return new TestWindow(home(device), engine, places).start();
  }

  /// To the choice of the way in.
  private TestWindow joining() {
    var window = open("iMac");
    window.fire("#welcome-join");
    window.files.answer(temp.resolve("storage"));
    window.fire("#storage-folder");
    window.fire("#wizard-continue");
    return window;
  }

  /// @return the code that it shows
  private static String code(TestWindow window) {
    window.fire("#wizard-continue");
    return codeAfterFolder(window);
  }

  private static String codeAfterFolder(TestWindow window) {
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    return shown(window);
  }

  private static String shown(TestWindow window) {
    Fx.await("the code", () -> window.words().contains("Waiting for the other device"));
    return text(window);
  }

  private static String text(TestWindow window) {
    return Fx.get(() -> ((TextInputControl) window.find("#pair-code")).getText());
  }

  private static String words(TestWindow window, String part) {
    return Fx.get(() -> window.find(part + " .word-cell").getParent().getAccessibleText());
  }

  private Set<Path> stored() throws IOException {
    try (var all = Files.walk(temp.resolve("storage"))) {
      return all.filter(Files::isRegularFile).collect(Collectors.toSet());
    }
  }

  @Test
  void aComputerIsLetInByTheCodeThatItShowsAndGetsTheFiles() throws Exception {
    try (var one = open("ThinkPad").page(PageId.DEVICES);
        var two = joining()) {
      two.flip("#join-keep");
      two.fill("#own", OWN);
      two.fill("#own-repeat", OWN);
      var code = code(two);
      one.fire("#devices-add");
      try (var other = PairingCode.random(new SecureRandom())) {
        one.fill("#admit-code", other.text());
      }
      one.fire("#admit-continue");
      assertThat(one.words()).contains("No device waits with this code");
      one.fill("#admit-code", code);
      one.fire("#admit-continue");
      assertThat(one.words()).contains("‘iMac’ asks to be let into the vault.");
      assertThat(words(one, ".dialog-card")).startsWith("Words: ").isEqualTo(words(two, ""));
      one.fire("#admit-yes");
      one.fill("#admit-passphrase", OWN);
      one.fire("#admit-go");
      assertThat(one.words()).contains("That passphrase does not open this vault.");
      one.fill("#admit-passphrase", PASSPHRASE);
      one.fire("#admit-go");
      assertThat(one.words()).contains("‘iMac’ is a device of the vault now.");
      Fx.await("it is asked", () -> two.words().contains("A device lets this computer in"));
      two.tasks.oneWaits(false);
      two.fire("#wizard-continue");
      Fx.await("it is let in", () -> two.words().contains("What should come to this computer?"));
      two.fire("#wizard-continue");
      assertThat(two.words()).contains("You have joined the vault");
      Fx.await("it is listed", () -> one.findAll(".device-card").size() == 2);
      two.fire("#wizard-continue");
      Fx.await("the file is here", () -> Files.exists(temp.resolve("iMac/Reading list.md")));
    }
    assertThat(temp.resolve("storage/pairing"))
        .satisfiesAnyOf(
            folder -> assertThat(folder).isEmptyDirectory(),
            folder -> assertThat(folder).doesNotExist());
    assertThat(engine.state(home("iMac"))).isEqualTo(ProfileState.LOCKED);
    assertThat(WizardSteps.readableIn(home("iMac"), PASSPHRASE)).isEmpty();
    try (var two = open("iMac")) {
      two.fill("#unlock-passphrase", PASSPHRASE);
      two.fire("#unlock-button");
      assertThat(two.words()).as("the vault’s opens only the vault").contains("does not open");
      two.fill("#unlock-passphrase", OWN);
      two.fire("#unlock-button");
      assertThat(two.shell().current()).isEqualTo(PageId.OVERVIEW);
    }
  }

  @Test
  void whoStopsWaitingLeavesNothingBehindAndJoinsByAnotherCodeOrThePassphrase() throws Exception {
    var before = stored();
    try (var two = joining()) {
      var first = code(two);
      two.fire("#pair-other");
      Fx.await("another code", () -> !List.of("", first).contains(text(two)));
      two.tasks.oneWaits(false);
      two.fire("#wizard-back");
      Fx.await("nothing is left", () -> stillStored().equals(before));
      assertThat(engine.state(home("iMac"))).isEqualTo(ProfileState.EMPTY);
      codeAfterFolder(two);
      two.fire("#wizard-cancel");
      two.tasks.oneWaits(false);
      two.fire("#wizard-leave");
      Fx.await("nothing is left", () -> stillStored().equals(before));
    }
    try (var two = joining()) {
      two.fire("#join-by-passphrase");
      two.fill("#join-passphrase", PASSPHRASE);
      two.fire("#wizard-continue");
      WizardSteps.join(two);
      Fx.await("the file is here", () -> Files.exists(temp.resolve("iMac/Reading list.md")));
    }
  }

  private Set<Path> stillStored() {
    try {
      return stored();
    } catch (IOException e) {
      return Set.of(); // it went while it was counted
    }
  }
}
