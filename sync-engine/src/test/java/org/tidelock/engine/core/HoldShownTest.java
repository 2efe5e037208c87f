package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;

/// What waits for an answer is told of as it is, can be brought back alone, and is not told of when it is back.
final class HoldShownTest extends HoldFixture {
  @TempDir(factory = FastTempDir.class)
  Path elsewhere;

  private static RestoreRequest back(String path) {
    return new RestoreRequest(path, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private RestoreRequest copy(String path) {
    return new RestoreRequest(path, Optional.empty(), Optional.empty(), Optional.of(elsewhere));
  }

  private static Set<Local> standing(List<FileEntry> entries) {
    return entries.stream().map(FileEntry::local).collect(Collectors.toSet());
  }

  private void gone() throws Exception {
    deleteAllPhotos(a);
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
  }

  private void deletedByOthers() throws Exception {
    gone();
    a.vault.answer(only(a).id(), true);
    assertHolds(b.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
  }

  // As it is

  @Test
  void whatIsGoneIsNotListedAsBeingHere() throws Exception {
    gone();
    assertThat(standing(a.vault.list("photos/2019", Optional.empty()))).containsExactly(Local.HELD);
    assertThat(standing(a.vault.list(photo(3), Optional.empty()))).containsExactly(Local.HELD);
    assertThat(standing(a.vault.list("", Optional.empty()))).contains(Local.HELD, Local.STORED);
    assertThat(standing(a.vault.list("notes", Optional.empty()))).containsExactly(Local.STORED);
  }

  @Test
  void searchSaysSo() throws Exception {
    gone();
    assertThat(standing(a.vault.search("2019", false, 10))).containsExactly(Local.HELD);
    assertThat(standing(a.vault.search("59", false, 10))).containsExactly(Local.HELD);
  }

  @Test
  void whatOthersHaveDeletedIsListedAsBeingHereStill() throws Exception {
    deletedByOthers();
    assertThat(standing(b.vault.listDeleted("photos"))).containsExactly(Local.HELD);
    assertThat(standing(a.vault.listDeleted("photos"))).containsExactly(Local.STORED);
    assertThat(standing(b.vault.search("59", true, 10))).containsExactly(Local.HELD);
  }

  // Brought back

  @Test
  void oneFileThatIsGone() throws Exception {
    gone();
    RestoreReport report = a.vault.restore(back(photo(3)));
    assertThat(report.files()).isEqualTo(1);
    assertThat(report.folders()).as("that it is in").isEqualTo(2);
    assertThat(report.paths()).containsExactly(photo(3));
    assertThat(a.read(photo(3))).isEqualTo("photo 3");
    assertHolds(a.sync(), PHOTOS - 1, Hold.Kind.DELETE_EVERYWHERE);
    settle();
    assertThat(b.has(photo(4))).isTrue();
    a.vault.answer(only(a).id(), true);
    b.sync();
    b.vault.answer(only(b).id(), true);
    settle();
    assertThat(a.tree()).isEqualTo(b.tree()).containsKey(photo(3)).doesNotContainKey(photo(4));
  }

  @Test
  void aFolderThatIsGone() throws Exception {
    SortedMap<String, String> before = a.tree();
    gone();
    RestoreReport report = a.vault.restore(back("photos/2019"));
    assertThat(report.files()).isEqualTo(30);
    assertThat(report.paths()).hasSize(30).contains(photo(29)).doesNotContain(photo(30));
    assertThat(a.read(photo(29))).isEqualTo("photo 29");
    assertThat(a.has(photo(30))).isFalse();
    a.vault.restore(back("photos"));
    assertThat(a.tree()).isEqualTo(before);
    assertHoldsNothing(a);
    settle();
    assertThat(b.tree()).isEqualTo(before);
  }

  @Test
  void aFolderInWhichSomeAreGone() throws Exception {
    SortedMap<String, String> before = a.tree();
    deletePhotos(a, 0, 55);
    a.sync();
    assertThat(a.vault.restore(back("photos")).files()).isEqualTo(55);
    assertThat(a.tree()).isEqualTo(before);
    assertHoldsNothing(a);
  }

  @Test
  void intoAnotherFolder() throws Exception {
    gone();
    assertThat(a.vault.restore(copy(photo(3))).files()).isEqualTo(1);
    assertThat(elsewhere.resolve("3")).hasContent("photo 3");
    assertThat(a.vault.restore(copy("photos")).files()).isEqualTo(PHOTOS);
    assertThat(elsewhere.resolve(photo(59))).hasContent("photo 59");
    assertThat(a.has("photos")).isFalse();
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
  }

  @Test
  void whatOthersHaveDeletedIsKept() throws Exception {
    SortedMap<String, String> before = b.tree();
    deletedByOthers();
    assertThat(b.vault.restore(back(photo(3))).paths()).containsExactly(photo(3));
    assertHolds(b.sync(), PHOTOS - 1, Hold.Kind.REMOVE_HERE);
    a.sync();
    assertThat(a.read(photo(3))).isEqualTo("photo 3");
    b.vault.restore(back("photos"));
    assertHoldsNothing(b);
    assertThat(b.tree()).isEqualTo(before);
    a.sync();
    assertThat(a.tree()).isEqualTo(before);
  }

  @Test
  void whatIsThereIsStillNothingToRestore() throws Exception {
    gone();
    for (String there : new String[] {"notes/3", "notes"})
      assertThatThrownBy(() -> a.vault.restore(back(there)))
          .isInstanceOf(TidelockException.class)
          .hasMessageContaining(there);
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
  }

  // Back by itself

  @Test
  void aLookIsEnough() throws Exception {
    deletePhotos(a, 0, PHOTOS);
    a.sync();
    for (int i = 0; i < 50; i++) a.write(photo(i), "photo " + i);
    assertThat(a.vault.look().state()).isEqualTo(State.ATTENTION);
    assertThat(only(a).files()).isEqualTo(10);
    for (int i = 50; i < PHOTOS; i++) a.write(photo(i), "photo " + i);
    assertThat(a.vault.look().issues()).noneMatch(i -> i.kind() == Issue.Kind.HELD);
    assertThat(a.vault.holds()).isEmpty();
  }

  /// What else is gone is nobody's business before a round.
  @Test
  void aLookHoldsNothing() throws Exception {
    deleteAllPhotos(a);
    assertThat(a.vault.look().issues()).noneMatch(i -> i.kind() == Issue.Kind.HELD);
    assertThat(a.vault.holds()).isEmpty();
  }

  @Test
  void aRoundThatSeesSomeOfThemLetsTheseGo() throws Exception {
    deletePhotos(a, 0, PHOTOS);
    a.sync();
    for (int i = 0; i < 30; i++) a.write(photo(i), "photo " + i);
    look(a, "photos/2019");
    assertThat(only(a).files()).isEqualTo(30);
    assertThat(a.vault.heldFiles(only(a).id(), 100)).contains(photo(30)).doesNotContain(photo(29));
    a.write(photo(30), "photo 30");
    look(a, "notes");
    assertThat(only(a).files()).isEqualTo(30);
    look(a, "photos/2020");
    assertThat(only(a).files()).isEqualTo(29);
  }

  @Test
  void foldersComeBackWithWhatIsInThem() throws Exception {
    Path photos = a.folder.resolve("photos");
    Path away = elsewhere.resolve("photos");
    Files.move(photos, away);
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
    Files.move(away, photos);
    look(a, "", "photos", "photos/2019", "photos/2020");
    assertThat(a.vault.holds()).isEmpty();
    assertHoldsNothing(a);
  }
}
