package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.BandwidthLimits.Hours;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.OwnCertificate;

/// The settings over the engine that people use, and real folders.
@UsesWindow
final class SettingsOfRealVaultTest {
  @TempDir(factory = FastTempDir.class)
  Path temp;

  private final Vaults engine = TestDevice.ownVaults();

  /// A vault with one file that is stored.
  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("Reading list.md"), "Tides of the northern coast");
    var request =
        new CreateRequest(
            home(),
            temp.resolve("storage").toUri().toString(),
            folder(),
            "Mira’s vault",
            "ThinkPad",
            TestDevice.passphrase(),
            KeepUnlocked.FILE);
    try (var vault = engine.create(request).vault()) {
      vault.sync();
    }
  }

  private Path home() {
    return temp.resolve("home");
  }

  private Path folder() {
    return temp.resolve("folder");
  }

  private TestWindow open() {
    var places = new Places(temp.resolve("second"), folder(), "ThinkPad");
    return new TestWindow(home(), engine, places).start();
  }

  @Test
  void limitsAreKeptInTheProfile() throws Exception {
    try (var window = open().settings("network")) {
      window.fill("#limit-send", "0.5");
      window.fill("#limit-receive", "2");
      window.flip("#limit-timed");
      window.fill("#limit-from", "9:00");
      assertThat(window.words()).contains("At most 500 KB/s", "At most 2 MB/s", "from 09:00 to");
    }
    try (var vault = engine.open(home(), Optional.empty())) {
      assertThat(vault.bandwidth())
          .isEqualTo(
              new BandwidthLimits(
                  OptionalLong.of(500_000),
                  OptionalLong.of(2_000_000),
                  Optional.of(new Hours(LocalTime.of(9, 0), LocalTime.of(18, 0)))));
    }
    try (var window = open().settings("network")) {
      assertThat(window.words()).contains("At most 500 KB/s", "At most 2 MB/s", "from 09:00 to");
      window.fill("#limit-send", "");
      window.fill("#limit-receive", "");
      window.flip("#limit-timed");
      assertThat(window.words()).contains("The limits hold all day.").doesNotContain("At most");
    }
    try (var vault = engine.open(home(), Optional.empty())) {
      assertThat(vault.bandwidth()).isEqualTo(BandwidthLimits.NONE);
    }
  }

  private Path main() {
    return temp.resolve("storage");
  }

  private Path second() {
    return temp.resolve("second");
  }

  private void addCopy(TestWindow window) {
    window.settings("storage").fire("#copy-add");
    window.files.answer(second());
    window.fire("#storage-choose");
    window.fire("#wizard-continue");
    Fx.await("all is copied", () -> window.words().contains("It has everything:"));
  }

  /// Names of all objects.
  private static List<String> objects(Path storage) throws IOException {
    try (var all = Files.walk(storage)) {
      return all.filter(Files::isRegularFile)
          .map(file -> storage.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aSecondCopyIsMadeInTheWindowAndFollows() throws Exception {
    try (var window = open()) {
      window.settings("storage").fire("#copy-add");
      window.files.answer(main());
      window.fire("#storage-choose");
      window.fire("#wizard-continue");
      assertThat(window.words()).contains("This is the vault’s own storage:");
      window.fire("#wizard-cancel");
      addCopy(window);
      assertThat(objects(second())).isEqualTo(objects(main()));
      assertThat(window.words()).contains(second().toString(), "It has everything. Last looked");
      Files.writeString(folder().resolve("Harbour.txt"), "High water at noon");
      Fx.await("it waits", () -> window.words().contains("wait to be copied"));
      window.fire("#copy-update");
      assertThat(window.words()).contains("Copied now: ").doesNotContain("wait to be");
      assertThat(objects(second())).isEqualTo(objects(main()));
    }
    try (var vault = engine.open(home(), Optional.empty())) {
      assertThat(vault.mirror().orElseThrow().storage())
          .isEqualTo("file://" + second().toUri().getRawPath().replaceAll("/$", ""));
    }
  }

  /// What opens it is kept sealed in the profile.
  @Test
  void theCopyCanLieOnAServer() throws Exception {
    var pem = Files.createDirectory(temp.resolve("pem"));
    OwnCertificate.make(temp.resolve("own.p12")).write(pem);
    try (var server = DavServers.startEncrypted(pem)) {
      try (var window = open()) {
        window.settings("storage").fire("#copy-add");
        window.fire("#storage-webdav");
        window.fill("#webdav-address", "https://127.0.0.1:" + server.port() + "/copy");
        window.fill("#webdav-user", "u");
        window.fill("#webdav-password", DavServers.PASSWORD);
        window.fire("#storage-test");
        window.fire("#storage-trust");
        window.fire("#wizard-continue");
        Fx.await("all is copied", () -> window.words().contains("It has everything:"));
      }
      assertThat(objects(server.root().resolve("copy"))).isEqualTo(objects(main()));
      try (var window = open().settings("storage")) {
        window.fire("#copy-update");
        assertThat(window.words()).contains("It has everything:");
      }
    }
    assertThat(WizardSteps.readableIn(home(), DavServers.PASSWORD)).as("in the clear").isEmpty();
  }

  @Test
  void theCopyIsCheckedAndWhatIsDamagedInItIsNamed() throws Exception {
    try (var window = open()) {
      addCopy(window);
      window.fire("#copy-check");
      assertThat(window.words()).contains("Every byte was checked: ", "All is well.");
      var pack = objects(second()).stream().filter(name -> name.startsWith("packs")).findFirst();
      var file = second().resolve(pack.orElseThrow());
      var bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      window.fire("#copy-check");
      assertThat(window.words())
          .contains("1 object is not well", pack.get() + " is not as it was written.")
          .contains("Affected: Reading list.md");
      window.fire("#copy-end");
      window.fire("#copy-end-go");
      assertThat(window.words()).contains("No second copy yet");
      assertThat(objects(second())).as("stays").contains(pack.get());
    }
    try (var vault = engine.open(home(), Optional.empty())) {
      assertThat(vault.mirror()).isEmpty();
    }
  }

  /// The first storage is gone; what was not sent to it yet goes to the copy.
  @Test
  void theCopyBecomesTheMainStorageInTheWindow() throws Exception {
    try (var window = open()) {
      addCopy(window);
      Files.move(main(), temp.resolve("gone"));
      window.fire("#copy-use");
      assertThat(window.words()).contains(main().toString());
      window.fire("#copy-use-go");
      assertThat(window.words())
          .contains("The copy is the main storage now", "The storage until now could not be used");
      window.fire("#copy-moved-go");
      Fx.await("it is open anew", () -> window.stage.getScene().lookup("#nav-settings") != null);
      window.settings("storage");
      assertThat(window.words()).contains(second().toString(), "No second copy yet");
      Files.writeString(folder().resolve("Harbour.txt"), "High water at noon");
      var status = window.shell().context().model();
      Fx.await("it is sent", () -> status.status().files() == 2 && isUpToDate(status.status()));
    }
    var back = temp.resolve("back");
    try (var passphrase = TestDevice.passphrase()) {
      engine.export(
          second().toUri().toString(), new Unlock.ByPassphrase(passphrase), back, _ -> {});
    }
    assertThat(back.resolve("Harbour.txt")).hasContent("High water at noon");
    assertThat(back.resolve("Reading list.md")).exists();
  }

  private void write(String path, String text) throws IOException {
    var file = folder().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void stored(String... paths) throws Exception {
    for (var path : paths) {
      write(path, "of " + path);
    }
    try (var vault = engine.open(home(), Optional.empty())) {
      vault.sync();
    }
  }

  @Test
  void whatThisComputerKeepsIsChosenInTheWindow() throws Exception {
    stored("Photos/2019/a.jpg", "Photos/2020/b.jpg", "Work/c.txt");
    try (var window = open().settings("folders")) {
      window.fire("#folders-choose");
      Fx.await("the sizes", () -> window.words().contains("2 files, "));
      KeptTrees.unfold(window, "Photos");
      KeptTrees.tick(window, "2019");
      Fx.await("the count", () -> window.words().contains("Remove 1 file from here"));
      assertThat(folder().resolve("Photos/2019/a.jpg")).as("only a preview").exists();
      window.fire("#kept-go");
      Fx.await("it is done", () -> window.words().contains("was changed."));
      assertThat(folder().resolve("Photos/2019")).doesNotExist();
      assertThat(folder().resolve("Photos/2020/b.jpg")).exists();
      assertThat(window.words()).contains("Not on this computer: Photos/2019");
      window.fire("#folders-choose");
      Fx.await("the tree", () -> window.words().contains("Photos"));
      KeptTrees.tick(window, "Photos");
      Fx.await("the count", () -> window.words().contains("Bring 1 file here"));
      window.fire("#kept-go");
      Fx.await("it is back", () -> Files.exists(folder().resolve("Photos/2019/a.jpg")));
    }
  }

  @Test
  void aFolderIsSyncedWhereItIsAndEndsThereInTheWindow() throws Exception {
    var pictures = temp.resolve("Pictures");
    Files.createDirectories(pictures);
    Files.writeString(pictures.resolve("harbour.jpg"), "a picture");
    try (var window = open().settings("folders")) {
      window.files.answer(folder().resolve("inside"));
      Files.createDirectories(folder().resolve("inside"));
      window.fire("#folders-add");
      window.fire("#place-go");
      assertThat(window.words()).as("why not").contains("lie in each other");
      window.files.answer(pictures);
      window.fire("#folders-add");
      assertThat(window.words()).contains("1 file, 9 bytes, will be encrypted and sent");
      window.fill("#place-name", "Images");
      window.fire("#place-go");
      Fx.await("it is listed", () -> window.shows("#folder-end-Images"));
      assertThat(window.words()).contains(pictures.toString());
      window.fire("#folder-end-Images");
      window.fire("#folder-end-go");
      Fx.await("it is not any more", () -> !window.shows("#folder-end-Images"));
      assertThat(pictures.resolve("harbour.jpg")).hasContent("a picture");
    }
    try (var vault = engine.open(home(), Optional.empty())) {
      assertThat(vault.placedFolders()).isEmpty();
      assertThat(vault.search("harbour", false, 9)).as("the vault keeps it").hasSize(1);
    }
  }

  @Test
  void rulesAreWrittenTriedAndTakenBackInTheWindow() throws Exception {
    stored("a.log", "deep/b.log", "deep/c.txt");
    try (var window = open().settings("folders")) {
      window.fire("#rules-add");
      window.fill("#rule-text", ".log");
      Fx.await("the matches", () -> window.words().contains("Leave 2 files out"));
      assertThat(window.words()).contains("a.log", "deep/b.log");
      window.choose("Pattern");
      window.fill("#rule-text", "[log");
      Fx.await("why not", () -> window.words().contains("a bracket is opened and not closed"));
      window.fill("#rule-text", "*.log");
      Fx.await("the matches", () -> window.words().contains("Leave 2 files out"));
      window.flip("#rule-everywhere");
      Fx.await("the matches", () -> window.words().contains("Leave 2 files out"));
      window.fire("#rule-go");
      Fx.await("it is listed", () -> window.words().contains("All devices"));
      assertThat(folder().resolve(".tidelockignore")).hasContent("*.log");
      assertThat(folder().resolve("a.log")).as("deletes nothing").exists();
    }
    try (var vault = engine.open(home(), Optional.empty())) {
      assertThat(vault.sharedIgnorePatterns()).containsExactly("*.log");
      assertThat(vault.search("a.log", false, 9)).as("nor elsewhere").hasSize(1);
    }
  }

  private static boolean isUpToDate(Status status) {
    return status.state() == State.UP_TO_DATE;
  }
}
