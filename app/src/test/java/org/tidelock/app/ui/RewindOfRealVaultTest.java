package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// The rewind page over the engine that people use, and real folders: a vault with two days of history.
@UsesWindow
final class RewindOfRealVaultTest {
  @TempDir(factory = FastTempDir.class)
  Path temp;

  private SortedMap<String, String> first = new TreeMap<>();

  /// Made on a Friday; on Monday one file is edited, one deleted, one moved, and one is new.
  @BeforeEach
  void make() throws Exception {
    var clock = new FakeTime(Instant.parse("2026-11-20T09:00:00Z"));
    var engine = TestDevice.ownVaults(SystemEffects.create().at(clock));
    var request =
        new CreateRequest(
            home(),
            temp.resolve("storage").toUri().toString(),
            folder(),
            "Mira’s vault",
            "ThinkPad",
            TestDevice.passphrase(),
            KeepUnlocked.FILE);
    write("Letters/Contract.md", "as agreed");
    write("Letters/Draft.md", "a draft");
    write("Photos/harbour.jpg", "high water");
    try (var vault = engine.create(request).vault()) {
      vault.sync();
      first = files();
      clock.advance(Duration.ofDays(3));
      write("Letters/Contract.md", "as somebody else would have it");
      Files.delete(folder().resolve("Letters/Draft.md"));
      Files.move(folder().resolve("Photos/harbour.jpg"), folder().resolve("Photos/quay.jpg"));
      write("Letters/New.md", "only since Monday");
      vault.sync();
    }
  }

  private Path home() {
    return temp.resolve("home");
  }

  private Path folder() {
    return temp.resolve("folder");
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(folder().resolve(path).getParent());
    Files.writeString(folder().resolve(path), text);
  }

  private TestWindow open() {
    var places = new Places(temp.resolve("second"), folder(), "ThinkPad");
    return new TestWindow(home(), TestDevice.ownVaults(), places).start().page(PageId.REWIND);
  }

  /// Every file in the folder with its text.
  private SortedMap<String, String> files() throws IOException {
    var found = new TreeMap<String, String>();
    try (var walk = Files.walk(folder())) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        var path = folder().relativize(file).toString();
        if (!path.startsWith(".tidelock")) {
          found.put(path, Files.readString(file));
        }
      }
    }
    return found;
  }

  @Test
  void theWholeVaultIsLookedAtRestoredAndTakenBack() throws Exception {
    var now = files();
    try (var window = open()) {
      toggle(window, "#rewind-differing .toggle-button", 1);
      var table = (TableView<?>) window.find("#rewind-table");
      Fx.await("what differs from before Monday", () -> table.getItems().size() == 5);
      assertThat(differing(table))
          .isEqualTo(
              Map.of(
                  "Letters/Contract.md", PastEntry.Since.CHANGED,
                  "Letters/Draft.md", PastEntry.Since.GONE,
                  "Letters/New.md", PastEntry.Since.LATER,
                  "Photos/harbour.jpg", PastEntry.Since.MOVED,
                  "Photos/quay.jpg", PastEntry.Since.LATER));
      assertThat(window.words()).contains("3 not as they were", "2 newer");
      assertThat(files()).as("only looked at").isEqualTo(now);

      window.fire("#rewind-restore");
      assertThat(window.words())
          .contains("Restore the whole vault as of Yesterday 08:59?")
          .contains("2 files come back", "1 file is replaced by the version of then");
      window.fire("#restore-go");
      assertThat(window.words()).contains("3 files restored.");
      var expected = new TreeMap<>(now);
      expected.putAll(first);
      assertThat(files()).isEqualTo(expected);

      window.fire("#restored-undo");
      assertThat(window.words()).contains("2 new items are removed", "1 item is as it was before");
      window.fire("#undo-undo");
      assertThat(files()).isEqualTo(now);
    }
  }

  @Test
  void whatWasDeletedIsPutBackAndACopyOfAnEarlierFileIsMadeElsewhere() throws Exception {
    try (var window = open()) {
      toggle(window, "#rewind-tabs .toggle-button", 1);
      var deleted = (TableView<?>) window.find("#rewind-deleted");
      Fx.await("one file", () -> deleted.getItems().size() == 1);
      assertThat(((FileEntry) deleted.getItems().getFirst()).path()).isEqualTo("Letters/Draft.md");
      Fx.run(() -> deleted.getSelectionModel().select(0));
      window.fire("#rewind-put-back");
      window.fire("#restore-go");
      assertThat(folder().resolve("Letters/Draft.md")).hasContent("a draft");
      Fx.await("nothing is deleted any more", () -> deleted.getItems().isEmpty());

      toggle(window, "#rewind-tabs .toggle-button", 0);
      window.fill("#rewind-search", "contract");
      var table = (TableView<?>) window.find("#rewind-table");
      Fx.await("it is found", () -> table.getItems().size() == 1);
      Fx.run(() -> table.getSelectionModel().select(0));
      window.fire("#rewind-restore");
      window.files.answer(temp.resolve("stick"));
      window.fire("#restore-to-folder");
      window.fire("#restore-go");
      assertThat(temp.resolve("stick/Contract.md")).hasContent("as agreed");
      assertThat(folder().resolve("Letters/Contract.md"))
          .hasContent("as somebody else would have it");
    }
  }

  @Test
  void aBatchAndWhatADeviceDidSinceAreUndone() throws Exception {
    var now = files();
    try (var window = open()) {
      toggle(window, "#rewind-tabs .toggle-button", 2);
      var changes = (ListView<?>) window.find("#rewind-changes");
      Fx.await("two batches", () -> changes.getItems().size() == 2);
      Fx.run(() -> changes.getSelectionModel().select(0));
      window.fire("#rewind-undo");
      assertThat(window.words())
          .contains("1 item comes back", "1 new item is removed", "1 item goes back to its place");
      window.fire("#undo-undo");
      assertThat(files()).as("as on Friday").isEqualTo(first);

      Fx.await("the undo is a batch itself", () -> changes.getItems().size() == 3);
      Fx.run(() -> changes.getSelectionModel().select(0));
      window.fire("#rewind-undo-since");
      var devices = (ComboBox<?>) window.find("#undo-device");
      Fx.run(() -> devices.getSelectionModel().select(0));
      window.settle();
      window.fire("#undo-undo");
      assertThat(files()).as("the undo is undone").isEqualTo(now);
    }
  }

  private static void toggle(TestWindow window, String selector, int index) {
    var wanted = (ToggleButton) window.findAll(selector).get(index);
    Fx.run(wanted::fire);
    window.settle();
  }

  private static Map<String, PastEntry.Since> differing(TableView<?> table) {
    var found = new TreeMap<String, PastEntry.Since>();
    for (var item : Fx.get(() -> List.copyOf(table.getItems()))) {
      var past = (PastEntry) item;
      found.put(past.entry().path(), past.since());
    }
    return found;
  }
}
