package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.scene.control.ButtonBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.core.TestDevice;

/// What needs a person, over the engine that people use and real folders: one device has the window, the other one is somewhere else.
@UsesWindow
final class IssuesOfRealVaultTest {
  private static final String HERE = "ThinkPad";
  private static final String THERE = "iMac";

  @TempDir(factory = FastTempDir.class)
  Path temp;

  private final Vaults engine = TestDevice.ownVaults();
  private Vault other;

  @BeforeEach
  void make() throws Exception {
    write(HERE, "Budget.txt", "as planned");
    var request =
        new CreateRequest(
            home(HERE),
            storage().toUri().toString(),
            temp.resolve(HERE),
            "Mira’s vault",
            HERE,
            TestDevice.passphrase(),
            KeepUnlocked.FILE);
    try (var vault = engine.create(request).vault()) {
      vault.sync();
      vault.confirmRecoveryKit();
    }
    try (var unlock = new Unlock.ByPassphrase(TestDevice.passphrase())) {
      other =
          engine.join(
              new JoinRequest(
                  home(THERE),
                  storage().toUri().toString(),
                  temp.resolve(THERE),
                  THERE,
                  unlock,
                  KeepUnlocked.FILE,
                  _ -> true));
    }
    other.sync();
  }

  @AfterEach
  void close() {
    other.close();
  }

  private Path home(String device) {
    return temp.resolve("home of " + device);
  }

  private Path storage() {
    return temp.resolve("storage");
  }

  private void write(String device, String path, String text) throws IOException {
    var file = temp.resolve(device).resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// Every file in a device's folder with its text.
  private SortedMap<String, String> files(String device) throws IOException {
    var found = new TreeMap<String, String>();
    var folder = temp.resolve(device);
    try (var walk = Files.walk(folder)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        var path = folder.relativize(file).toString();
        if (!path.startsWith(".tidelock")) {
          found.put(path, Files.readString(file));
        }
      }
    }
    return found;
  }

  private TestWindow open() throws Exception {
    var places = new Places(temp.resolve("second"), temp.resolve(HERE), HERE);
    var window = new TestWindow(home(HERE), engine, places).start();
    vault(window).sync();
    return window.page(PageId.ISSUES);
  }

  private static Vault vault(TestWindow window) {
    return window.shell().context().vault();
  }

  private static State state(TestWindow window) {
    return window.shell().context().model().status().state();
  }

  @Test
  void aConflictIsSettledInTheWindowAndTheOtherDeviceAgrees() throws Exception {
    try (var window = open()) {
      write(HERE, "Budget.txt", "as Mira would have it");
      vault(window).sync();
      write(THERE, "Budget.txt", "as Tom would have it");
      other.sync();
      vault(window).sync();
      Fx.await("it is told", () -> window.words().contains("Changed on two devices"));
      assertThat(files(HERE).values())
          .containsExactlyInAnyOrder("as Mira would have it", "as Tom would have it");
      window.fire("#issue-settle");
      assertThat(window.words())
          .contains("Which versions of “Budget.txt” do you keep?", "This computer", THERE);
      keep(window, THERE);
      assertThat(window.words()).contains("Settled on all devices");
      Fx.await("it is over", () -> !window.words().contains("Changed on two devices"));
      other.sync();
      assertThat(files(THERE)).isEqualTo(files(HERE));
      assertThat(files(HERE)).containsOnlyKeys("Budget.txt").containsValue("as Tom would have it");
    }
  }

  private static void keep(TestWindow window, String device) {
    var wanted =
        window.findAll(".button").stream()
            .filter(
                one -> ("Keep the version of " + device + " only").equals(one.getAccessibleText()))
            .map(ButtonBase.class::cast)
            .findFirst()
            .orElseThrow();
    Fx.run(wanted::fire);
    window.settle();
  }

  /// Fifty of more than a hundred files are gone all at once.
  private void deleteVeryMany(TestWindow window) throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.delete(temp.resolve(HERE).resolve("Photos/" + i + ".txt"));
    }
    vault(window).sync();
    Fx.await("it is held", () -> window.words().contains("Stopped before deleting 50 files"));
    other.sync();
    assertThat(files(THERE)).as("nothing is deleted there").hasSize(102);
  }

  @Test
  void veryManyDeletionsWaitAndAreUndoneOrApproved() throws Exception {
    for (int i = 0; i < 101; i++) {
      write(HERE, "Photos/" + i + ".txt", "picture " + i);
    }
    try (var window = open()) {
      var all = files(HERE);
      deleteVeryMany(window);
      window.fire("#issue-review");
      assertThat(window.words()).contains("Delete 50 files everywhere?", "Photos");
      window.fire("#hold-undo");
      Fx.await("it is over", () -> !window.words().contains("Stopped before deleting"));
      assertThat(files(HERE)).isEqualTo(all);

      deleteVeryMany(window);
      window.fire("#issue-review");
      window.fire("#hold-approve");
      Fx.await("it is over", () -> !window.words().contains("Stopped before deleting"));
      other.sync();
      assertThat(files(THERE)).as("it asks, too").hasSize(102);
      other.answer(other.holds().getFirst().id(), true);
      assertThat(files(THERE)).isEqualTo(files(HERE)).hasSize(52);
    }
  }

  /// The storage is put back to a copy from before an edit that this computer has sent.
  private void putBack(TestWindow window) throws Exception {
    copy(storage(), temp.resolve("older"));
    write(HERE, "Budget.txt", "as decided");
    vault(window).sync();
    Files.move(storage(), temp.resolve("newer"));
    Files.move(temp.resolve("older"), storage());
    assertThatThrownBy(vault(window)::sync).isInstanceOf(TidelockException.class);
    Fx.await("it is told", () -> window.words().contains("Your storage went back in time"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one).toString()));
      }
    }
  }

  @Test
  void aStorageThatWentBackStopsTheWindowUntilTheRightOneIsThere() throws Exception {
    try (var window = open()) {
      putBack(window);
      window.page(PageId.OVERVIEW);
      assertThat(window.words()).contains("Sync has stopped");
      window.choose("Review");
      window.fire("#issue-review");
      Fx.await("it looked", () -> window.words().contains("1 change missing"));
      assertThat(window.words()).contains("Details: ROLLBACK");
      window.fire("#stop-try-again");
      assertThat(state(window)).isEqualTo(State.STOPPED);
      assertThat(files(HERE)).containsValue("as decided");

      Files.move(storage(), temp.resolve("older"));
      Files.move(temp.resolve("newer"), storage());
      window.fire("#issue-review");
      window.fire("#stop-try-again");
      Fx.await("it goes on", () -> state(window) == State.UP_TO_DATE);
      Fx.await("it is gone from the list", () -> !window.words().contains("ROLLBACK"));
      other.sync();
      assertThat(files(THERE)).isEqualTo(files(HERE)).containsValue("as decided");
    }
  }

  /// The right copy is lost; the older one, which others may have begun to use, becomes the newer one again.
  @Test
  void theNewerStateIsPutBackInTheWindowFromThisComputer() throws Exception {
    try (var window = open()) {
      putBack(window);
      window.fire("#issue-review");
      window.fire("#stop-repair");
      Fx.await("it is mended", () -> state(window) == State.UP_TO_DATE);
      window.settle();
      assertThat(window.words()).contains("Put back: ");
      other.sync();
      assertThat(files(THERE)).isEqualTo(files(HERE)).containsValue("as decided");
    }
  }
}
