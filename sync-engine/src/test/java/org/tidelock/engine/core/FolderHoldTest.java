package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Hold;
import org.tidelock.engine.core.HoldFixture.Others;

/// Removals that are few in the vault and many in one folder (decision 0106): 60 photos in a vault of 680 files are no tenth.
@Others(600)
final class FolderHoldTest extends HoldFixture {
  private void deleteWhole(TestDevice device, String folder) throws Exception {
    device.delete(folder);
  }

  // In any folder

  @Acceptance(154)
  @Test
  void whatVanishesFromFoldersThatStandWaits() throws Exception {
    deletePhotos(a, 0, PHOTOS);
    a.delete("notes/0");
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
    assertThat(only(a).folder()).isEqualTo("photos");
    b.sync();
    assertThat(b.has(photo(3))).isTrue();
    assertThat(b.has("notes/0")).as("only what is affected waits").isFalse();
    a.vault.answer(only(a).id(), false);
    assertThat(a.read(photo(3))).isEqualTo("photo 3");
    assertHoldsNothing(a);
  }

  /// As where a drive was, and is not any more.
  @Test
  void whatAllVanishesFromAFolderThatStandsWaits() throws Exception {
    deleteWhole(a, "photos/2019");
    deleteWhole(a, "photos/2020");
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
    b.sync();
    assertThat(b.has(photo(3))).isTrue();
    a.vault.answer(only(a).id(), true);
    assertHoldsNothing(a);
    b.sync();
    b.vault.answer(only(b).id(), true);
    assertThat(b.has("photos")).isTrue();
    assertThat(b.has("photos/2019")).isFalse();
  }

  @Test
  void aFolderThatGoesAsAWholeWasMeant() throws Exception {
    deleteWhole(a, "photos");
    assertHoldsNothing(a);
    assertHoldsNothing(b);
    assertThat(b.has("photos")).isFalse();
  }

  @Test
  void oneOfSeveralFoldersWasMeant() throws Exception {
    for (int i = 0; i < 60; i++) a.write("photos/2021/" + i, "of 2021 " + i);
    settle();
    deleteWhole(a, "photos/2021");
    assertHoldsNothing(a);
    assertHoldsNothing(b);
    assertThat(b.has("photos/2021")).isFalse();
  }

  @Test
  void mostIsEnoughAndFewerThanFiftyNot() throws Exception {
    deletePhotos(a, 0, 49);
    assertHoldsNothing(a);
    time.advance(Duration.ofMinutes(11));
    for (int i = 0; i < 49; i++) a.write(photo(i), "photo " + i);
    settle();
    deletePhotos(a, 0, 50);
    assertHolds(a.sync(), 50, Hold.Kind.DELETE_EVERYWHERE);
  }

  @Test
  void aPartOfALargeFolderDoesNotWait() throws Exception {
    for (int i = 0; i < 60; i++) a.delete("archive/" + i);
    assertHoldsNothing(a);
  }

  @Test
  void oneAfterTheOtherIsManyAsWell() throws Exception {
    deletePhotos(a, 0, 30);
    assertThat(a.sync().held()).isEmpty();
    time.advance(Duration.ofMinutes(5));
    deletePhotos(a, 30, PHOTOS);
    assertHolds(a.sync(), 30, Hold.Kind.DELETE_EVERYWHERE);
    b.sync();
    assertThat(b.has(photo(3))).isFalse();
    assertThat(b.has(photo(33))).isTrue();
  }

  @Test
  void whatOthersDeletedInAFolderThatStandsWaits() throws Exception {
    deletePhotos(a, 0, PHOTOS);
    a.sync();
    a.vault.answer(only(a).id(), true);
    assertHolds(b.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
    assertThat(b.has(photo(3))).isTrue();
    b.vault.answer(only(b).id(), false);
    a.sync();
    assertThat(a.has(photo(3))).isTrue();
  }

  // In a folder that lies elsewhere

  private Path place(String name) throws Exception {
    Path folder = b.folder.resolveSibling("elsewhere");
    if (Files.exists(folder)) TestDevice.deleteTree(folder);
    Files.createDirectory(folder);
    b.vault.placeFolder(folder, Optional.of(name));
    settle();
    return folder;
  }

  /// A folder as a whole, and 20 files: in any other folder that would have been meant.
  private static void loseMost(Path photos) throws Exception {
    TestDevice.deleteTree(photos.resolve("2019"));
    for (int i = 30; i < 50; i++) Files.delete(photos.resolve("2020/" + i));
  }

  @Test
  void aFolderThatLiesElsewhereCountsAsTheVaultDoes() throws Exception {
    loseMost(a.folder.resolve("photos"));
    assertHoldsNothing(a);
    a.vault.undo(new org.tidelock.engine.UndoRequest.Batch(a.vault.batches(1).getFirst().id()));
    time.advance(Duration.ofMinutes(11));
    settle();
    Path photos = place("photos");
    loseMost(photos);
    assertHolds(b.sync(), 50, Hold.Kind.DELETE_EVERYWHERE);
    assertThat(only(b).folder()).isEqualTo("photos");
    a.sync();
    assertThat(a.has(photo(3))).isTrue();
    b.vault.answer(only(b).id(), false);
    assertThat(Files.readString(photos.resolve("2019/3"))).isEqualTo("photo 3");
  }

  @Test
  void whatOthersDeletedInItWaits() throws Exception {
    Path photos = place("photos");
    loseMost(a.folder.resolve("photos"));
    a.sync();
    assertHolds(b.sync(), 50, Hold.Kind.REMOVE_HERE);
    assertThat(photos.resolve("2019/3")).exists();
    b.vault.answer(only(b).id(), true);
    assertThat(photos.resolve("2019/3")).doesNotExist();
  }

  @Test
  void allOfItsFilesAtOnceWait() throws Exception {
    Path notes = place("notes");
    for (int i = 0; i < 20; i++) Files.delete(notes.resolve(String.valueOf(i)));
    Files.writeString(notes.resolve("new"), "so that it is not empty");
    assertHolds(b.sync(), 20, Hold.Kind.DELETE_EVERYWHERE);
    a.sync();
    assertThat(a.read("notes/3")).isEqualTo("note 3");
    assertThat(a.has("notes/new")).isTrue();
  }
}
