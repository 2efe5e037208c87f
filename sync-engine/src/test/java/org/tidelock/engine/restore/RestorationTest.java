package org.tidelock.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.Restoration.Target;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.core.TestDevice;

/// Several things brought back together: what is told before happens, nothing else does, and it can be taken back.
final class RestorationTest {
  @TempDir Path root;
  private TestDevice a;
  private Instant then = Instant.EPOCH;
  private SortedMap<String, String> before = new java.util.TreeMap<>();

  /// Five files as they were; then one is edited, one deleted, a folder deleted, and one is new.
  @BeforeEach
  void makeVault() throws Exception {
    a = TestDevice.create(root, "a");
    a.write("docs/edited.txt", "before");
    a.write("docs/gone.txt", "gone");
    a.write("docs/same.txt", "same");
    a.write("photos/one", "1");
    a.write("photos/two", "2");
    a.sync();
    before = a.tree();
    then = Instant.now();
    Thread.sleep(5);
    a.write("docs/edited.txt", "after");
    a.delete("docs/gone.txt");
    a.delete("photos");
    a.write("docs/new.txt", "new");
    a.sync();
  }

  @AfterEach
  void close() {
    a.close();
  }

  private Restoration wanted(Target target, String... paths) {
    return new Restoration(new Restoration.What.Then(List.of(paths), then), target);
  }

  private static final Target IN_PLACE = new Target.InPlace();

  @Test
  void whatIsForeseenHappensAndNothingElse() throws Exception {
    RestorePreview preview = a.vault.preview(wanted(IN_PLACE, "docs", "photos", "docs/gone.txt"));
    assertThat(preview.comeBack().paths())
        .containsExactly("docs/gone.txt", "photos/one", "photos/two");
    assertThat(preview.replaced().paths()).containsExactly("docs/edited.txt");
    assertThat(preview.unchanged().paths()).containsExactly("docs/same.txt");
    assertThat(preview.beside().count()).isZero();
    assertThat(preview.files()).isEqualTo(4);
    assertThat(preview.bytes()).isEqualTo(6 + 4 + 1 + 1);
    assertThat(preview.folders()).as("docs is there").isEqualTo(1);
    assertThat(preview.freeBytes()).isPositive();
    assertThat(a.has("photos")).as("only looked at").isFalse();

    RestoreReport report = a.vault.restore(wanted(IN_PLACE, "docs", "photos", "docs/gone.txt"));
    assertThat(report.files()).isEqualTo(4);
    assertThat(report.folders()).isEqualTo(1);
    SortedMap<String, String> expected = new java.util.TreeMap<>(before);
    expected.put("docs/new.txt", a.tree().get("docs/new.txt"));
    assertThat(a.tree()).isEqualTo(expected);
    assertThat(a.vault.preview(wanted(IN_PLACE, "")).files()).as("nothing is left to do").isZero();
  }

  @Test
  void itIsTakenBackAsAWholeAndWhatWasDoneBeforeItStays() throws Exception {
    a.write("docs/edited.txt", "never synced, right before");
    SortedMap<String, String> now = a.tree();
    RestoreReport report = a.vault.restore(wanted(IN_PLACE, ""));
    assertThat(a.read("docs/edited.txt")).isEqualTo("before");
    UndoRequest undo = report.undo().orElseThrow();
    UndoReport foreseen = a.vault.previewUndo(undo);
    assertThat(foreseen.reverted().paths()).containsExactly("docs/edited.txt");
    assertThat(foreseen.undone()).isEqualTo(5); // a file reverted, three and a folder removed
    assertThat(foreseen.left().count()).isZero();
    a.vault.undo(undo);
    assertThat(a.tree()).isEqualTo(now);
    assertThat(a.vault.previewUndo(undo).isNothing()).isTrue();
  }

  @Test
  void whatWasEditedAfterItStaysWhenItIsTakenBack() throws Exception {
    RestoreReport report = a.vault.restore(wanted(IN_PLACE, ""));
    a.write("photos/one", "worked on since");
    a.sync();
    a.vault.undo(report.undo().orElseThrow());
    assertThat(a.read("photos/one")).isEqualTo("worked on since");
    assertThat(a.has("photos/two")).isFalse();
    assertThat(a.read("docs/edited.txt")).isEqualTo("after");
  }

  @Test
  void besideThePresentOnesItGetsTheirNamesWithAMark() throws Exception {
    Target beside = new Target.Beside("18 Nov");
    RestorePreview preview = a.vault.preview(wanted(beside, "docs/edited.txt", "photos"));
    assertThat(preview.comeBack().count()).isEqualTo(3);
    assertThat(preview.replaced().count()).isZero();
    assertThat(preview.folders()).isEqualTo(1);
    RestoreReport report = a.vault.restore(wanted(beside, "docs/edited.txt", "photos"));
    assertThat(report.folders()).isEqualTo(1);
    assertThat(a.read("docs/edited.txt")).isEqualTo("after");
    assertThat(a.read("docs/edited (18 Nov).txt")).isEqualTo("before");
    assertThat(a.read("photos (18 Nov)/two")).isEqualTo("2");
    a.vault.restore(wanted(beside, "docs/edited.txt"));
    assertThat(a.read("docs/edited (18 Nov) (restored).txt")).isEqualTo("before");
    a.vault.undo(report.undo().orElseThrow());
    assertThat(a.has("photos (18 Nov)")).isFalse();
    assertThat(a.has("docs/edited (18 Nov).txt")).isFalse();
  }

  @Test
  void intoAnotherFolderNothingOfTheVaultIsTouched() throws Exception {
    SortedMap<String, String> now = a.tree();
    Path stick = root.resolve("stick");
    Target into = new Target.Into(stick);
    RestorePreview preview = a.vault.preview(wanted(into, "docs/edited.txt", "photos"));
    assertThat(preview.files()).isEqualTo(3);
    assertThat(preview.folders()).isEqualTo(1);
    assertThat(stick).as("only looked at").doesNotExist();
    RestoreReport report = a.vault.restore(wanted(into, "docs/edited.txt", "photos"));
    assertThat(report.undo()).isEmpty();
    assertThat(report.folders()).isEqualTo(1);
    assertThat(Files.readString(stick.resolve("edited.txt"))).isEqualTo("before");
    assertThat(Files.readString(stick.resolve("photos/two"))).isEqualTo("2");
    assertThat(a.tree()).isEqualTo(now);
  }

  @Test
  void whatIsNotInTheVaultStaysAndIsForeseenToBeInTheWay() throws Exception {
    a.vault.addIgnorePattern("*.txt");
    a.write("docs/gone.txt", "of this computer only");
    assertThat(a.vault.preview(wanted(IN_PLACE, "docs/gone.txt")).beside().paths())
        .containsExactly("docs/gone.txt");
    a.vault.restore(wanted(IN_PLACE, "docs/gone.txt"));
    assertThat(a.read("docs/gone.txt")).isEqualTo("of this computer only");
    assertThat(a.read("docs/gone (restored).txt")).isEqualTo("gone");
  }

  /// Links are never followed.
  @Test
  void whereALinkHasTakenAFoldersPlaceItIsForeseenToComeBesideIt() throws Exception {
    Files.createDirectories(root.resolve("elsewhere/deep"));
    Files.createSymbolicLink(a.folder.resolve("photos"), root.resolve("elsewhere"));
    for (int i = 0; i < 2; i++) { // not synced yet, and synced
      RestorePreview preview = a.vault.preview(wanted(IN_PLACE, "photos", "docs/gone.txt"));
      assertThat(preview.beside().paths()).containsExactly("photos/one", "photos/two");
      assertThat(preview.comeBack().paths()).containsExactly("docs/gone.txt");
      assertThat(a.vault.preview(wanted(IN_PLACE, "photos/one")).beside().paths())
          .containsExactly("photos/one");
      a.sync();
    }
    a.vault.restore(wanted(IN_PLACE, "photos"));
    assertThat(a.read("photos (restored)/two")).isEqualTo("2");
    assertThat(root.resolve("elsewhere")).isDirectoryContaining("glob:**/deep");
    assertThat(Files.list(root.resolve("elsewhere"))).hasSize(1);
    assertThat(a.vault.preview(wanted(IN_PLACE, "photos")).files()).isZero();
  }

  /// A part alone would look as if the rest had been deleted.
  @Test
  void intoAFolderThatWasEmptiedNothingIsRestoredInPart() throws Exception {
    a.delete("docs");
    assertThatThrownBy(() -> a.vault.restore(wanted(IN_PLACE, "photos")))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NEEDS_YOU));
    assertThat(a.tree()).isEmpty();
    assertThatThrownBy(
            () -> a.vault.restore(wanted(new Target.Into(a.folder.resolve("saved")), "photos")))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NEEDS_YOU));
    assertThat(a.tree()).isEmpty();
    Target into = new Target.Into(root.resolve("stick"));
    a.vault.restore(wanted(into, "photos"));
    assertThat(root.resolve("stick/photos/two")).hasContent("2");
  }

  @Test
  void oneThingThatWasNotThereEndsAllBeforeItBegins() throws Exception {
    SortedMap<String, String> now = a.tree();
    for (Target target : new Target[] {IN_PLACE, new Target.Into(root.resolve("stick"))})
      assertThatThrownBy(() -> a.vault.restore(wanted(target, "photos", "docs/new.txt")))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(a.tree()).isEqualTo(now);
    assertThat(root.resolve("stick")).doesNotExist();
  }
}
