package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.core.TestDevice;

/// The devices, and what opens the vault, over the engine that people use: two profiles, one storage, real keys.
@UsesWindow
final class DevicesOfRealVaultTest {
  private static final String PASSPHRASE = "copper lantern drifts past quiet harbour";
  private static final String NEXT = "velvet orbit tundra basket willow ember";

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

  private void removeFrom(TestWindow window, String name) throws Exception {
    var device =
        vault(window).devices().stream().filter(one -> one.name().equals(name)).findFirst();
    window.fire("#device-remove-" + device.orElseThrow().id());
  }

  @Test
  void aDeviceThatJoinsIsListedAndToldAndOutOnceItIsRemovedAsItsOwnWindowSays() throws Exception {
    try (var window = open("ThinkPad").page(PageId.DEVICES)) {
      assertThat(window.words()).contains("ThinkPad", "Only this computer uses the vault");
      join("iMac");
      vault(window).sync();
      Fx.await("it is told", () -> window.words().contains("The device iMac was added"));
      Fx.await("it is listed", () -> window.findAll(".device-card").size() == 2);
      assertThat(window.words()).doesNotContain("Only this computer");
      removeFrom(window, "iMac");
      window.fill("#remove-passphrase", "copper lantern");
      window.fire("#remove-go");
      assertThat(window.words()).contains("That passphrase does not open this vault.");
      assertThat(removed(vault(window))).isEmpty();
      window.fill("#remove-passphrase", PASSPHRASE);
      // It is said while others are told, and not for ever.
      var go = (ButtonBase) window.find("#remove-go");
      Fx.run(go::fire);
      Fx.await("it is out", () -> window.words().contains("‘iMac’ is removed."));
      window.settle();
      assertThat(window.words()).contains("Only this computer");
      assertThat(removed(vault(window))).containsExactly("iMac");
      Files.writeString(temp.resolve("ThinkPad/Harbour.txt"), "High water at noon");
      vault(window).sync();
    }
    try (var other = open("iMac").page(PageId.DEVICES)) {
      Fx.await("it hears of it", () -> other.words().contains("This device was removed from the"));
      Fx.await("and lists itself so", () -> other.words().contains("Removed "));
      assertThat(other.words()).contains("Your files stay in their folder as they are");
      assertThat(vault(other).devices())
          .extracting(DeviceInfo::fingerprint)
          .doesNotHaveDuplicates();
      assertThat(other.words())
          .contains(vault(other).devices().stream().map(DeviceInfo::fingerprint).toList());
      assertThat(other.shows("#devices-add")).isFalse();
      assertThat(temp.resolve("iMac/Reading list.md")).exists();
      assertThat(temp.resolve("iMac/Harbour.txt")).doesNotExist();
    }
  }

  private static List<String> removed(Vault vault) {
    return vault.devices().stream().filter(DeviceInfo::removed).map(DeviceInfo::name).toList();
  }

  @Tag("heavy")
  @Test
  void aStolenDeviceIsRemovedWithNewSecretsThatAloneOpenTheVaultFromThenOn() throws Exception {
    join("iMac");
    var paper = temp.resolve("kit.txt");
    try (var window = open("ThinkPad").page(PageId.DEVICES)) {
      vault(window).sync();
      Fx.await("it is listed", () -> window.findAll(".device-card").size() == 2);
      removeFrom(window, "iMac");
      var stolen = (CheckBox) window.find("#remove-stolen");
      Fx.run(() -> stolen.setSelected(true));
      window.settle();
      window.fire("#remove-go");
      window.fill("#passphrase", PASSPHRASE);
      window.fill("#passphrase-repeat", PASSPHRASE);
      window.fire("#wizard-continue");
      window.fill("#new-kit-passphrase", PASSPHRASE);
      window.files.answer(paper);
      window.fire("#new-kit-choose");
      window.fire("#wizard-continue");
      assertThat(window.words()).contains("This passphrase opens the vault already");
      assertThat(paper).as("taken back").doesNotExist();
      window.fire("#wizard-back");
      window.fill("#passphrase", NEXT);
      window.fill("#passphrase-repeat", NEXT);
      window.fire("#wizard-continue");
      window.fire("#wizard-continue");
      assertThat(window.words()).contains("Your new recovery kit", "Saved: " + paper);
      window.fire("#kit-later");
      assertThat(removed(vault(window))).containsExactly("iMac");
      Files.writeString(temp.resolve("ThinkPad/Harbour.txt"), "High water at noon");
      vault(window).sync();
    }
    assertThat(opens(new Unlock.ByPassphrase(Passphrase.of(PASSPHRASE.toCharArray())))).isFalse();
    assertThat(opens(new Unlock.ByPassphrase(Passphrase.of(NEXT.toCharArray())))).isTrue();
    assertThat(opens(new Unlock.ByRecoveryKey(RecoveryKey.parse(words(paper))))).isTrue();
  }

  /// Whether this opens what was written last.
  private boolean opens(Unlock secret) throws Exception {
    var to = Files.createTempDirectory(temp, "export").resolve("out");
    try (secret) {
      engine.export(storage(), secret, to, _ -> {});
      return Files.exists(to.resolve("Harbour.txt"));
    } catch (TidelockException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.AUTH);
      return false;
    }
  }

  /// As somebody reads them off the sheet: a number, then its word.
  private static String words(Path paper) throws Exception {
    var text = Files.readString(paper);
    return IntStream.rangeClosed(1, 24)
        .mapToObj(
            number -> {
              var found = Pattern.compile("\\b" + number + "\\W+([a-z]+)\\b").matcher(text);
              assertThat(found.find()).as("word " + number + " in " + text).isTrue();
              return found.group(1);
            })
        .collect(Collectors.joining(" "));
  }

  @Tag("heavy")
  @Test
  void aDamagedFileIsFoundAndSentAnewAndThePassphraseIsChanged() throws Exception {
    try (var window = open("ThinkPad").page(PageId.SECURITY)) {
      assertThat(window.words())
          .contains("Not checked yet")
          .containsSubsequence("Keys so far", "1");
      window.fire("#check-thorough");
      assertThat(window.words()).contains("objects are intact");
      damageAPack();
      window.fire("#check-quick");
      assertThat(window.words()).as("its name and size are right").contains("objects are there");
      window.fire("#check-thorough");
      assertThat(window.words()).contains("1 object is not well", "Affected: Reading list.md");
      window.fire("#check-mend");
      assertThat(window.words())
          .as("the file is sent anew; the pack was its earlier version")
          .contains("Sent again: 1 file.", "All present files are whole.");
      window.fire("#security-passphrase");
      window.fill("#passphrase", NEXT);
      window.fill("#passphrase-repeat", NEXT);
      window.fire("#wizard-continue");
      window.fill("#owner-passphrase", PASSPHRASE);
      window.fire("#wizard-continue");
      assertThat(window.words()).contains("The vault has a new passphrase.");
      Files.writeString(temp.resolve("ThinkPad/Harbour.txt"), "High water at noon");
      vault(window).sync();
    }
    assertThat(opens(new Unlock.ByPassphrase(Passphrase.of(PASSPHRASE.toCharArray())))).isFalse();
    assertThat(opens(new Unlock.ByPassphrase(Passphrase.of(NEXT.toCharArray())))).isTrue();
  }

  private void damageAPack() throws Exception {
    try (var all = Files.walk(temp.resolve("storage/packs"))) {
      var pack = all.filter(Files::isRegularFile).findFirst().orElseThrow();
      var bytes = Files.readAllBytes(pack);
      bytes[bytes.length / 2] ^= 1;
      Files.write(pack, bytes);
    }
  }
}
