package org.tidelock.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.Restoration.Target;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// What is chosen among the deleted things is what comes back: each of them, and of a folder what it held when it was deleted.
final class ChosenDeletionsTest {
  private static final Target IN_PLACE = new Target.InPlace();

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-01T12:00:00Z"));
  private TestDevice a;

  @BeforeEach
  void makeVault() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(SystemEffects.create().at(time)));
    a.write("anchor", "so that the folder is never empty");
  }

  @AfterEach
  void close() {
    a.close();
  }

  private void delete(String path) throws Exception {
    time.advance(Duration.ofHours(1));
    a.delete(path);
    a.sync();
  }

  private void write(String path, String text) throws Exception {
    a.write(path, text);
    a.sync();
  }

  private Restoration wanted(Target target, FileEntry... chosen) {
    return new Restoration(
        new Restoration.What.Deleted(
            List.of(chosen).stream().map(e -> e.deleted().orElseThrow().id()).toList()),
        target);
  }

  /// The entry of the list with this path and size.
  private FileEntry listed(String path, long size) throws Exception {
    return a.vault.listDeleted("").stream()
        .filter(e -> e.path().equals(path) && e.size() == size)
        .findFirst()
        .orElseThrow();
  }

  private FileEntry folder(String path) throws Exception {
    return listed(path, 0);
  }

  private void makeAlbum() throws Exception {
    write("album/long ago", "long ago");
    write("album/sub/last", "last");
    delete("album/long ago");
    delete("album");
  }

  @Test
  void aFolderComesBackWithWhatItHeldWhenItWasDeleted() throws Exception {
    makeAlbum();
    a.vault.restore(wanted(IN_PLACE, folder("album")));
    assertThat(a.read("album/sub/last")).isEqualTo("last");
    assertThat(a.has("album/long ago")).isFalse();
  }

  @Test
  void whatWasDeletedInItLongBeforeComesToIfThatIsChosenAsWell() throws Exception {
    makeAlbum();
    Restoration both = wanted(IN_PLACE, folder("album"), listed("album/long ago", 8));
    assertThat(a.vault.preview(both).comeBack().paths())
        .containsExactlyInAnyOrder("album/sub/last", "album/long ago");
    a.vault.restore(both);
    assertThat(a.read("album/sub/last")).isEqualTo("last");
    assertThat(a.read("album/long ago")).isEqualTo("long ago");
  }

  @Test
  void intoAnotherFolderItComesToItsPlaceInThatFolder() throws Exception {
    makeAlbum();
    Path to = root.resolve("stick");
    Files.createDirectories(to.resolve("album"));
    a.vault.restore(wanted(new Target.Into(to), listed("album/long ago", 8), folder("album")));
    assertThat(TestDevice.tree(to).keySet())
        .containsExactly(
            "album",
            "album (restored)",
            "album (restored)/long ago",
            "album (restored)/sub",
            "album (restored)/sub/last");
  }

  @Test
  void severalThingsComeBackTogether() throws Exception {
    write("docs/gone.txt", "gone");
    write("photos/one", "1");
    write("photos/two", "two");
    delete("docs/gone.txt");
    delete("photos");
    Restoration some = wanted(IN_PLACE, listed("photos/one", 1), listed("docs/gone.txt", 4));
    assertThat(a.vault.preview(some).comeBack().count()).isEqualTo(2);
    a.vault.restore(some);
    assertThat(a.read("photos/one")).isEqualTo("1");
    assertThat(a.read("docs/gone.txt")).isEqualTo("gone");
    assertThat(a.has("photos/two")).isFalse();
  }

  @Test
  void theDeletionThatIsChosenComesBackAndNotTheNewestOfThatName() throws Exception {
    write("plan", "1");
    delete("plan");
    write("plan", "22");
    delete("plan");
    Restoration older = wanted(IN_PLACE, listed("plan", 1));
    assertThat(a.vault.preview(older).bytes()).isEqualTo(1);
    a.vault.restore(older);
    assertThat(a.read("plan")).isEqualTo("1");
  }

  @Test
  void bothDeletionsOfANameComeBackSideBySideTheNewerWithTheName() throws Exception {
    write("d/plan", "1");
    delete("d/plan");
    write("d/plan", "22");
    delete("d");
    RestoreReport report =
        a.vault.restore(wanted(IN_PLACE, listed("d/plan", 1), listed("d/plan", 2)));
    assertThat(report.files()).isEqualTo(2);
    assertThat(a.read("d/plan")).isEqualTo("22");
    assertThat(a.read("d/plan (restored)")).isEqualTo("1");
  }

  @Test
  void anOlderDeletionComesBesideWhatAFolderThatIsChosenBrings() throws Exception {
    write("d/plan", "1");
    delete("d/plan");
    write("d/plan", "22");
    delete("d");
    a.vault.restore(wanted(IN_PLACE, listed("d/plan", 1), folder("d"), listed("d/plan", 2)));
    assertThat(a.tree().keySet()).containsExactly("anchor", "d", "d/plan", "d/plan (restored)");
    assertThat(a.read("d/plan")).isEqualTo("22");
  }

  /// They are in the list, so they are to be had.
  @Test
  void whatHasSomethingOfAnotherKindInItsPlaceNowComesBesideIt() throws Exception {
    write("file", "1");
    delete("file");
    write("file/in a folder now", "22");
    write("folder/x", "x");
    delete("folder");
    write("folder", "a file now");
    Restoration both = wanted(IN_PLACE, listed("file", 1), folder("folder"));
    assertThat(a.vault.preview(both).beside().count()).isEqualTo(2);
    a.vault.restore(both);
    assertThat(a.read("file (restored)")).isEqualTo("1");
    assertThat(a.read("folder (restored)/x")).isEqualTo("x");
    assertThat(a.read("folder")).isEqualTo("a file now");
  }

  @Test
  void whatIsBackMeanwhileIsLeftAloneAndTheRestComes() throws Exception {
    write("one", "1");
    write("two", "22");
    time.advance(Duration.ofHours(1));
    a.delete("one");
    delete("two");
    Restoration both = wanted(IN_PLACE, listed("one", 1), listed("two", 2));
    Restoration first = wanted(IN_PLACE, listed("one", 1));
    a.vault.undo(new UndoRequest.Batch(a.vault.batches(1).getFirst().id()));
    delete("two");
    RestorePreview preview = a.vault.preview(both);
    assertThat(preview.files()).isEqualTo(1);
    a.vault.restore(both);
    assertThat(a.read("two")).isEqualTo("22");
    assertThatThrownBy(() -> a.vault.preview(first))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @Test
  void manyAreFoundInOnePass() throws Exception {
    for (int i = 0; i < 40; i++) a.write("many/f" + i, "text " + i);
    a.sync();
    delete("many");
    FileEntry[] all = a.vault.listDeleted("").toArray(FileEntry[]::new);
    assertThat(all).hasSize(41);
    assertThat(a.vault.preview(wanted(IN_PLACE, all)).comeBack().count()).isEqualTo(40);
    assertThat(a.vault.restore(wanted(IN_PLACE, all)).files()).isEqualTo(40);
    assertThat(a.vault.listDeleted("")).isEmpty();
    assertThat(a.tree()).hasSize(42);
  }

  /// In the window it could not be had: nothing was foreseen of it.
  @Test
  void anEmptyFolderAloneIsForeseenComesBackAndIsTakenBack() throws Exception {
    Files.createDirectories(a.folder.resolve("drafts/of summer"));
    a.sync();
    delete("drafts");
    Restoration empty = wanted(IN_PLACE, folder("drafts/of summer"));
    RestorePreview preview = a.vault.preview(empty);
    assertThat(preview.files()).isZero();
    assertThat(preview.folders()).as("with the one that it is in").isEqualTo(2);
    assertThat(preview.isNothing()).isFalse();
    RestoreReport report = a.vault.restore(empty);
    assertThat(report.folders()).isEqualTo(2);
    assertThat(a.tree().keySet()).containsExactly("anchor", "drafts", "drafts/of summer");
    assertThat(a.vault.listDeleted("")).isEmpty();
    a.vault.undo(report.undo().orElseThrow());
    assertThat(a.tree().keySet()).containsExactly("anchor");
  }

  @Test
  void whatIsInOneFolderMakesItOnce() throws Exception {
    write("photos/one", "1");
    write("photos/two", "two");
    delete("photos");
    Restoration both = wanted(IN_PLACE, listed("photos/one", 1), listed("photos/two", 3));
    assertThat(a.vault.preview(both).folders()).isEqualTo(1);
    assertThat(a.vault.restore(both).folders()).isEqualTo(1);
  }
}
