package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Needs;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;

/// Removals that wait, where something else happens to the same places: an attacker's list.
final class HoldEdgesTest extends HoldFixture {
  private static final String[] PHOTO_FOLDERS = {"", "photos", "photos/2019", "photos/2020"};

  // 1

  @Test
  void aFolderGoesWithWhatIsIgnoredByNow() throws Exception {
    a.write("small/x.skip", "skip");
    a.write("small/y", "y");
    a.sync();
    b.sync();
    a.vault.addIgnorePattern("*.skip");
    a.sync();
    a.delete("small");
    a.write("later", "later");
    a.sync();
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    b.sync();
    assertThat(b.has("later")).isTrue();
    assertThat(b.has("small/y")).isFalse();
    assertThat(b.has("small/x.skip")).isTrue();
  }

  @Test
  void whatWaitsWithSomethingIgnoredIsApproved() throws Exception {
    ignoredPhotoIn();
    a.vault.answer(only(a).id(), true);
    assertHoldsNothing(a);
  }

  @Test
  void whatWaitsWithSomethingIgnoredIsUndone() throws Exception {
    ignoredPhotoIn();
    a.vault.answer(only(a).id(), false);
    assertHoldsNothing(a);
    settle();
    assertThat(a.has(photo(3))).isTrue();
    assertThat(b.has(photo(3))).isTrue();
    assertThat(a.vault.listDeleted("")).isEmpty();
  }

  private void ignoredPhotoIn() throws Exception {
    a.write("photos/x.skip", "skip");
    a.sync();
    b.sync();
    a.vault.addIgnorePattern("*.skip");
    a.sync();
    deleteAllPhotos(a);
    a.sync();
  }

  // 2

  @Test
  void aFolderThatIsReplacedByAnother() throws Exception {
    for (int i = 0; i < PHOTOS; i++) a.write("new" + photo(i).substring(6), "new photo " + i);
    a.sync();
    b.sync();
    deleteAllPhotos(a);
    a.move("new", "photos");
    assertStays(a.tree());
  }

  @Test
  void aFolderThatIsReplacedByAFile() throws Exception {
    deleteAllPhotos(a);
    a.write("photos", "an archive of them");
    assertStays(a.tree());
  }

  @Test
  void aFolderThatIsReplacedWhileItWaits() throws Exception {
    deleteAllPhotos(a);
    a.sync();
    a.write("photos", "an archive of them");
    assertStays(a.tree());
  }

  @Test
  void filesThatAreReplacedByFolders() throws Exception {
    deletePhotos(a, 0, PHOTOS);
    for (int i = 0; i < PHOTOS; i++) a.write(photo(i) + "/inside", "in " + i);
    assertStays(a.tree());
  }

  private void assertStays(SortedMap<String, String> tree) throws Exception {
    a.sync();
    b.sync();
    a.sync();
    assertThat(a.tree()).isEqualTo(tree);
    assertHoldsNothing(a);
    b.sync();
    if (!b.vault.holds().isEmpty()) b.vault.answer(only(b).id(), true);
    settle();
    assertThat(a.tree()).isEqualTo(tree);
    assertThat(b.tree()).isEqualTo(tree);
  }

  // 3

  @Test
  void anAnswerIsForWhatWasShown() throws Exception {
    deleteAllPhotos(a);
    a.sync();
    String shown = only(a).id();
    for (int i = 0; i < 20; i++) a.delete("notes/" + i);
    a.sync();
    assertThatThrownBy(() -> a.vault.answer(shown, true))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(a.vault.listDeleted("")).isEmpty();
    assertThat(only(a).files()).isEqualTo(80);
    a.vault.answer(only(a).id(), true);
    assertHoldsNothing(a);
  }

  /// They were edited elsewhere before the approved deletion got there, so they come back.
  @Test
  void anApprovalIsForOnce() throws Exception {
    for (int i = 0; i < PHOTOS; i++) b.write(photo(i), "edited " + i);
    deleteAllPhotos(a);
    a.sync();
    a.vault.answer(only(a).id(), true);
    b.sync();
    look(a);
    assertThat(a.read(photo(0))).isEqualTo("edited 0");
    deleteAllPhotos(a);
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
  }

  // 4

  /// Taken out and put back before the next look at the whole folder.
  private void outAndBack(String to) throws Exception {
    Path elsewhere = a.folder.resolveSibling("elsewhere");
    Files.move(a.folder.resolve("photos"), elsewhere);
    a.sync();
    only(a);
    Files.move(elsewhere, a.folder.resolve(to));
  }

  @Test
  void whatIsBackIsEditedElsewhere() throws Exception {
    outAndBack("photos");
    look(a, PHOTO_FOLDERS);
    b.write(photo(3), "edited");
    b.sync();
    look(a);
    settle();
    assertThat(a.read(photo(3))).isEqualTo("edited");
    assertThat(a.tree()).hasSize(PHOTOS + 20 + 4).isEqualTo(b.tree());
  }

  @Test
  void whatIsElsewhereIsEditedElsewhere() throws Exception {
    outAndBack("notes/pictures");
    look(a, "", "notes");
    b.sync();
    b.write("notes/pictures/2019/3", "edited");
    b.sync();
    look(a);
    settle();
    assertThat(a.read("notes/pictures/2019/3")).isEqualTo("edited");
    assertThat(a.tree()).hasSize(PHOTOS + 20 + 4).isEqualTo(b.tree());
  }

  @Test
  void whatIsBackIsDeletedElsewhere() throws Exception {
    outAndBack("photos");
    look(a, PHOTO_FOLDERS);
    b.delete(photo(3));
    b.sync();
    look(a);
    settle();
    assertThat(a.has(photo(3))).isFalse();
    assertThat(b.has(photo(3))).isFalse();
  }

  /// Undone before anybody looked at everything again.
  @Test
  void whatIsBackAndEditedHereIsUndone() throws Exception {
    outAndBack("photos");
    look(a, PHOTO_FOLDERS);
    a.write(photo(3), "mine");
    try {
      if (!a.vault.holds().isEmpty()) a.vault.answer(only(a).id(), false);
    } catch (TidelockException e) { // nothing waits any more: an answer as good as another
      assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
    }
    settle();
    assertThat(a.read(photo(3))).isEqualTo("mine");
    assertThat(b.read(photo(3))).isEqualTo("mine");
    assertThat(a.tree()).hasSize(PHOTOS + 20 + 4).isEqualTo(b.tree());
  }

  @Test
  void oneOfThemIsRestored() throws Exception {
    deleteAllPhotos(a);
    a.sync();
    time.advance(Duration.ofMinutes(1));
    RestoreRequest asOfNow =
        new RestoreRequest(
            photo(3), Optional.empty(), Optional.of(time.instant()), Optional.empty());
    a.vault.restore(asOfNow);
    assertHolds(a.sync(), PHOTOS - 1, Hold.Kind.DELETE_EVERYWHERE);
    assertThat(a.read(photo(3))).isEqualTo("photo 3");
    settle();
    assertThat(a.read(photo(3))).isEqualTo("photo 3");
  }

  /// On a disk on which case matters these are two names: nothing was replaced.
  @Test
  void anotherNameDoesNotTakeThePlaceOfWhatIsGone() throws Exception {
    Needs.caseSensitiveNames(a.home);
    deleteAllPhotos(a);
    a.write("Photos", "an index of them");
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
    b.sync();
    assertThat(b.has(photo(3))).isTrue();
    assertThat(b.read("Photos")).isEqualTo("an index of them");
  }

  @Test
  void anotherNameComesWhileRemovalsWait() throws Exception {
    Needs.caseSensitiveNames(a.home);
    deleteAllPhotos(b);
    b.write("Photos", "an index of them");
    b.vault.answer(b.sync().held().getFirst().id(), true);
    b.sync();
    assertHolds(a.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
    assertThat(a.has(photo(3))).isTrue();
    assertThat(a.read("Photos")).isEqualTo("an index of them");
  }
}
