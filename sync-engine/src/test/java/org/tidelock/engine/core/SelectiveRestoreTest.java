package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.Restoration.Target;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;

/// Restoring on `b`, which has chosen a part of the vault: what is not to be here is not put here, where it would not be synced, and that is said.
final class SelectiveRestoreTest extends TwoDevices {
  private static final Target IN_PLACE = new Target.InPlace();

  private Instant then = Instant.EPOCH;

  @BeforeEach
  void makeHistory() throws Exception {
    a.write("docs/plan", "before");
    a.write("photos/one", "1");
    a.write("photos/two", "2");
    a.write("photos/same", "same");
    a.write("photos/best/x", "x");
    exchange();
    then = Instant.now();
    Thread.sleep(5);
    a.write("docs/plan", "after that");
    a.write("photos/one", "changed");
    a.write("photos/best/x", "another x");
    a.delete("photos/two");
    exchange();
  }

  private void select(Mode mode, String path) throws Exception {
    b.vault.select(new VaultSelection(mode, List.of(path)));
    b.sync();
  }

  private Restoration wanted(Target target, String path) {
    return new Restoration(new Restoration.What.Then(List.of(path), then), target);
  }

  private RestoreRequest at(String path, Optional<Path> to) {
    return new RestoreRequest(path, Optional.empty(), Optional.of(then), to);
  }

  /// What was foreseen has happened.
  private RestoreReport restored(Restoration wanted) throws Exception {
    RestorePreview preview = b.vault.preview(wanted);
    RestoreReport report = b.vault.restore(wanted);
    assertThat(report.files()).isEqualTo(preview.files());
    assertThat(report.folders()).isEqualTo(preview.folders());
    assertThat(report.notChosen()).isEqualTo(preview.notChosen().count());
    assertThat(b.vault.issues()).extracting(Issue::code).doesNotContain("LOC-20");
    return report;
  }

  @Test
  void whatIsNotChosenStaysAsItIsAndIsForeseen() throws Exception {
    select(Mode.EXCEPT, "photos");
    SortedMap<String, String> ofA = a.tree();
    RestorePreview preview = b.vault.preview(wanted(IN_PLACE, ""));
    assertThat(preview.replaced().paths()).containsExactly("docs/plan");
    assertThat(preview.comeBack().count()).isZero();
    assertThat(preview.notChosen().paths())
        .containsExactlyInAnyOrder("photos/best/x", "photos/one", "photos/two");
    assertThat(preview.unchanged().paths()).containsExactly("photos/same");
    assertThat(restored(wanted(IN_PLACE, "")).files()).isEqualTo(1);
    assertThat(b.has("photos")).isFalse();
    assertThat(b.read("docs/plan")).isEqualTo("before");
    a.sync();
    ofA.put("docs/plan", a.tree().get("docs/plan"));
    assertThat(a.tree()).isEqualTo(ofA);
  }

  @Test
  void aloneItIsRefusedWithWhatCanBeDone() throws Exception {
    select(Mode.EXCEPT, "photos");
    assertThatThrownBy(() -> b.vault.restore(at("photos/one", Optional.empty())))
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
              assertThat(e.whatHappened()).contains("photos/one");
            });
    assertThat(b.has("photos")).isFalse();
    assertThat(b.vault.preview(wanted(IN_PLACE, "photos/two")).files()).isZero();
    assertThat(b.vault.restore(at("photos/same", Optional.empty())).files()).isZero();
  }

  @Test
  void intoAnotherFolderItComes() throws Exception {
    select(Mode.EXCEPT, "photos");
    Path stick = root.resolve("stick");
    assertThat(b.vault.restore(at("photos", Optional.of(stick))).files()).isEqualTo(4);
    assertThat(stick.resolve("photos/two")).hasContent("2");
    assertThat(b.vault.preview(wanted(new Target.Into(stick), "photos")).files()).isEqualTo(4);
  }

  @Test
  void besideItsPlaceItComesIfThatIsHere() throws Exception {
    select(Mode.EXCEPT, "photos");
    Target beside = new Target.Beside("then");
    assertThat(restored(wanted(beside, "photos/one")).notChosen()).isEqualTo(1);
    assertThat(restored(wanted(beside, "photos")).files()).isEqualTo(4);
    assertThat(b.read("photos (then)/two")).isEqualTo("2");
    a.sync();
    assertThat(a.read("photos (then)/one")).isEqualTo("1");
  }

  @Test
  void whereOnlyAPartIsHereThatComesAndWhatIsNewThere() throws Exception {
    select(Mode.ONLY, "photos/best");
    RestoreReport report = restored(wanted(IN_PLACE, ""));
    assertThat(report.paths()).containsExactlyInAnyOrder("photos/best/x", "photos/two");
    assertThat(report.notChosen()).isEqualTo(2);
    assertThat(b.read("photos/best/x")).isEqualTo("x");
    a.sync();
    assertThat(a.read("photos/two")).isEqualTo("2");
    assertThat(a.read("photos/one")).isEqualTo("changed");
    assertThat(a.read("docs/plan")).isEqualTo("after that");
  }

  @Test
  void whatIsDeletedIsNotLeftOutAnyMoreAndComes() throws Exception {
    select(Mode.EXCEPT, "photos");
    a.delete("photos");
    exchange();
    FileEntry photos =
        b.vault.listDeleted("").stream()
            .filter(e -> e.path().equals("photos"))
            .findFirst()
            .orElseThrow();
    restored(
        new Restoration(
            new Restoration.What.Deleted(List.of(photos.deleted().orElseThrow().id())), IN_PLACE));
    assertThat(b.read("photos/one")).isEqualTo("changed");
    a.sync();
    assertThat(a.read("photos/one")).isEqualTo("changed");
  }

  @Test
  void anEmptyFolderThatIsNotChosenIsToldLikeAFile() throws Exception {
    Files.createDirectories(a.folder.resolve("photos/empty"));
    exchange();
    select(Mode.EXCEPT, "photos");
    a.delete("photos/empty");
    exchange();
    FileEntry empty =
        b.vault.listDeleted("").stream()
            .filter(e -> e.path().equals("photos/empty"))
            .findFirst()
            .orElseThrow();
    Restoration wanted =
        new Restoration(
            new Restoration.What.Deleted(List.of(empty.deleted().orElseThrow().id())), IN_PLACE);
    assertThat(b.vault.preview(wanted).notChosen().paths()).containsExactly("photos/empty");
    assertThat(restored(wanted).folders()).isZero();
    assertThat(b.has("photos")).isFalse();
  }
}
