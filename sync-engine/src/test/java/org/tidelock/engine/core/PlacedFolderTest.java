package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;

/// Folders of the vault that lie elsewhere on a device. `b` places them; `a` has all in one folder.
final class PlacedFolderTest extends HoldFixture {
  private Path album;

  @BeforeEach
  void anAlbum() throws IOException {
    album = b.folder.resolveSibling("album");
    if (Files.exists(album)) TestDevice.deleteTree(album);
    Files.createDirectory(album);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(album.resolve(path).getParent());
    Files.writeString(album.resolve(path), text);
  }

  private String read(String path) throws IOException {
    return Files.readString(album.resolve(path));
  }

  /// What of a tree is in a folder at its top, by paths from there.
  private static SortedMap<String, String> within(SortedMap<String, String> tree, String top) {
    SortedMap<String, String> part = new TreeMap<>();
    tree.forEach(
        (path, what) -> {
          if (path.startsWith(top + "/")) part.put(path.substring(top.length() + 1), what);
        });
    return part;
  }

  private static SortedMap<String, String> without(SortedMap<String, String> tree, String top) {
    SortedMap<String, String> rest = new TreeMap<>(tree);
    rest.keySet().removeIf(path -> path.equals(top) || path.startsWith(top + "/"));
    return rest;
  }

  private static void assertUpToDate(SyncReport report) {
    assertThat(report.problems()).isEmpty();
    assertThat(report.held()).isEmpty();
    assertThat(report.state()).isEqualTo(State.UP_TO_DATE);
  }

  /// What `a` has is what `b` has, in its two places.
  private void assertEqual(String name) throws Exception {
    settle();
    SortedMap<String, String> all = a.tree();
    assertThat(TestDevice.tree(album)).isEqualTo(within(all, name));
    assertThat(b.tree()).isEqualTo(without(all, name));
    assertThat(a.vault.holds()).isEmpty();
    assertThat(b.vault.holds()).isEmpty();
    assertUpToDate(b.sync());
    assertUpToDate(a.sync());
  }

  private void placePhotos() throws Exception {
    assertUpToDate(b.vault.placeFolder(album, Optional.of("photos")));
  }

  private void assertIssue(String code) {
    assertThat(b.vault.issues()).extracting(Issue::code).contains(code);
  }

  private void assertNoIssue() {
    assertThat(b.vault.issues()).extracting(Issue::code).containsOnly("KEY-06");
  }

  private void assertRefused(Path folder, String name) {
    assertThatThrownBy(() -> b.vault.placeFolder(folder, Optional.of(name)))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(b.vault.placedFolders()).isEmpty();
  }

  @Test
  void aFolderIsSyncedWhereItIs() throws Exception {
    write("one", "1");
    write("deep/two", "2");
    assertUpToDate(b.vault.placeFolder(album, Optional.empty()));
    a.sync();
    assertThat(a.read("album/one")).isEqualTo("1");
    assertThat(a.read("album/deep/two")).isEqualTo("2");
    assertThat(b.has("album")).isFalse();
    assertThat(b.vault.placedFolders())
        .containsExactly(new PlacedFolder("album", album, PlacedFolder.State.SYNCED));
    a.write("album/deep/three", "3");
    a.write("album/one", "changed");
    a.delete("album/deep/two");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(read("deep/three")).isEqualTo("3");
    assertThat(read("one")).isEqualTo("changed");
    assertThat(album.resolve("deep/two")).doesNotExist();
    write("deep/four", "4");
    assertEqual("album");
    assertThat(a.read("album/deep/four")).isEqualTo("4");
  }

  @Test
  void itIsKnownAfterARestart() throws Exception {
    placePhotos();
    b.restart();
    a.write("photos/2019/new", "new");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(read("2019/new")).isEqualTo("new");
    assertEqual("photos");
  }

  @Test
  void whatTheVaultHasUnderTheNameIsMerged() throws Exception {
    write("2019/3", "photo 3");
    write("2019/4", "another");
    write("2021/new", "mine");
    b.vault.placeFolder(album, Optional.of("photos"));
    assertThat(b.has("photos")).isFalse();
    assertThat(read("2019/5")).isEqualTo("photo 5");
    assertThat(TestDevice.tree(album).values())
        .contains(TestDevice.shown("another".getBytes()), TestDevice.shown("photo 4".getBytes()));
    a.sync();
    assertThat(a.read("photos/2021/new")).isEqualTo("mine");
    settle();
    assertThat(TestDevice.tree(album)).isEqualTo(within(a.tree(), "photos"));
    assertThat(b.tree()).isEqualTo(without(a.tree(), "photos"));
  }

  @Test
  void whatWasEditedInTheVaultsFolderIsSentFirst() throws Exception {
    b.write("photos/2019/3", "edited just now");
    b.write("photos/2019/new", "added just now");
    placePhotos();
    a.sync();
    assertThat(a.read("photos/2019/3")).isEqualTo("edited just now");
    assertThat(a.read("photos/2019/new")).isEqualTo("added just now");
    assertEqual("photos");
  }

  @Test
  void itEndsWithoutDeletingAnything() throws Exception {
    SortedMap<String, String> all = a.tree();
    placePhotos();
    assertUpToDate(b.vault.releaseFolder(album));
    assertThat(TestDevice.tree(album)).isEqualTo(within(all, "photos"));
    assertThat(b.tree()).isEqualTo(without(all, "photos"));
    assertThat(b.vault.placedFolders()).isEmpty();
    assertThat(b.vault.selection()).isEqualTo(new VaultSelection(Mode.EXCEPT, List.of("photos")));
    Files.delete(album.resolve("2019/3"));
    write("2019/4", "mine alone");
    a.write("photos/2019/5", "from a");
    settle();
    assertThat(a.read("photos/2019/3")).isEqualTo("photo 3");
    assertThat(a.read("photos/2019/4")).isEqualTo("photo 4");
    assertThat(read("2019/5")).isEqualTo("photo 5");
    assertThat(b.has("photos")).isFalse();
    assertThat(album.resolve(".tidelock/root")).doesNotExist();
  }

  @Test
  void whatWasDoneInItIsSentBeforeItEnds() throws Exception {
    placePhotos();
    write("2019/3", "edited just now");
    write("2019/new", "made just now");
    Files.delete(album.resolve("2019/4"));
    b.vault.releaseFolder(album);
    settle();
    assertThat(a.read("photos/2019/3")).isEqualTo("edited just now");
    assertThat(a.read("photos/2019/new")).isEqualTo("made just now");
    assertThat(a.has("photos/2019/4")).isFalse();
    assertThat(read("2019/new")).isEqualTo("made just now");
  }

  @Test
  void itDoesNotEndWhileSomethingInItCannotBeSent() throws Exception {
    placePhotos();
    Path store = b.folder.resolveSibling("store");
    Path away = b.folder.resolveSibling("away");
    write("2019/3", "edited just now");
    Files.move(store, away);
    assertThatThrownBy(() -> b.vault.releaseFolder(album))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    assertThat(b.vault.placedFolders()).hasSize(1);
    Files.move(away, store);
    b.vault.releaseFolder(album);
    settle();
    assertThat(a.read("photos/2019/3")).isEqualTo("edited just now");
  }

  @Test
  void itEndsWithoutTheStorageIfNothingWasDoneInIt() throws Exception {
    placePhotos();
    b.write("notes/0", "elsewhere");
    Path store = b.folder.resolveSibling("store");
    Path away = b.folder.resolveSibling("away");
    Files.move(store, away);
    assertThatThrownBy(() -> b.vault.releaseFolder(album)).isInstanceOf(TidelockException.class);
    assertThat(b.vault.placedFolders()).isEmpty();
    Files.move(away, store);
    settle();
    assertThat(a.read("photos/2019/3")).isEqualTo("photo 3");
    assertThat(a.read("notes/0")).isEqualTo("elsewhere");
  }

  @Test
  void whatEndedCanBeginAgain() throws Exception {
    placePhotos();
    b.vault.releaseFolder(album);
    write("2019/mine", "mine");
    a.write("photos/2019/theirs", "theirs");
    a.sync();
    placePhotos();
    assertThat(read("2019/theirs")).isEqualTo("theirs");
    assertEqual("photos");
    assertThat(a.read("photos/2019/mine")).isEqualTo("mine");
  }

  @Test
  void whatEndedCanComeIntoTheVaultsFolder() throws Exception {
    placePhotos();
    b.vault.releaseFolder(album);
    assertUpToDate(b.vault.select(VaultSelection.ALL));
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(read("2019/3")).isEqualTo("photo 3");
  }

  @Test
  void anotherNameMovesNothingHere() throws Exception {
    placePhotos();
    a.move("photos", "pictures");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(read("2019/3")).isEqualTo("photo 3");
    assertThat(b.vault.placedFolders())
        .containsExactly(new PlacedFolder("pictures", album, PlacedFolder.State.SYNCED));
    write("2019/3", "edited");
    assertEqual("pictures");
    assertThat(a.read("pictures/2019/3")).isEqualTo("edited");
    b.restart();
    assertEqual("pictures");
    assertThat(b.vault.place("pictures/2019/3")).isEqualTo(album.resolve("2019/3"));
    assertThat(b.vault.place("notes/3")).isEqualTo(b.folder.resolve("notes/3"));
  }

  @Test
  void twoNamesCanBeExchanged() throws Exception {
    placePhotos();
    a.move("photos", "x");
    a.move("notes", "photos");
    a.move("x", "notes");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(read("2019/3")).isEqualTo("photo 3");
    assertThat(b.read("photos/3")).isEqualTo("note 3");
    assertEqual("notes");
  }

  @Test
  void othersMoveItIntoAnotherFolder() throws Exception {
    placePhotos();
    a.move("photos", "notes/photos");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(b.read("notes/photos/2019/3")).isEqualTo("photo 3");
    assertThat(read("2019/3")).isEqualTo("photo 3");
    assertThat(b.vault.placedFolders()).isEmpty();
    assertIssue("LOC-21");
    settle();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void othersDeleteIt() throws Exception {
    placePhotos();
    deleteAllPhotos(a);
    a.sync();
    a.vault.answer(only(a).id(), true);
    assertHolds(b.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
    assertThat(read("2019/3")).isEqualTo("photo 3");
    b.vault.answer(only(b).id(), true);
    assertThat(TestDevice.tree(album)).isEmpty();
    assertThat(b.vault.placedFolders()).isEmpty();
    settle();
    assertThat(b.tree()).isEqualTo(a.tree());
    write("2019/new", "mine alone");
    settle();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(a.has("photos")).isFalse();
  }

  @Test
  void aDeletedFileLiesInTheTrash() throws Exception {
    placePhotos();
    a.delete("photos/2019/3");
    a.sync();
    b.sync();
    assertThat(album.resolve("2019/3")).doesNotExist();
    try (var trash = Files.walk(b.folder.resolve(".tidelock/trash"))) {
      assertThat(trash.filter(p -> p.getFileName().toString().equals("3"))).isNotEmpty();
    }
  }

  @Test
  void whileItIsAwayItWaitsAndAllElseIsSynced() throws Exception {
    placePhotos();
    SortedMap<String, String> all = a.tree();
    Path away = album.resolveSibling("away");
    Files.move(album, away);
    SyncReport report = b.sync();
    assertThat(report.state()).isEqualTo(State.ATTENTION);
    assertIssue("LOC-01");
    a.write("photos/2019/new", "new");
    a.write("photos/2019/3", "changed");
    a.move("photos/2019/4", "notes/photo");
    a.move("notes/5", "photos/2019/note");
    a.write("notes/new", "new");
    a.delete("photos/2020/45");
    a.sync();
    b.write("notes/6", "from b");
    b.sync();
    assertThat(b.read("notes/new")).isEqualTo("new");
    assertThat(b.vault.issues()).extracting(Issue::code).containsOnly("KEY-06", "LOC-01");
    assertThat(album).doesNotExist();
    assertThat(b.has("photos")).isFalse();
    a.sync();
    assertThat(a.read("notes/6")).isEqualTo("from b");
    assertThat(a.tree().keySet())
        .containsAll(
            without(all, "notes/5").keySet().stream()
                .filter(p -> !p.equals("photos/2019/4") && !p.equals("photos/2020/45"))
                .toList());
    b.restart();
    b.sync();
    assertThat(album).doesNotExist();
    Files.move(away, album);
    assertEqual("photos");
    assertThat(read("2019/new")).isEqualTo("new");
    assertThat(read("2019/3")).isEqualTo("changed");
    assertNoIssue();
  }

  @Test
  void whatWasMovedOutWhileItIsAwayIsNotDeleted() throws Exception {
    placePhotos();
    Files.move(album.resolve("2019/3"), b.folder.resolve("rescued"));
    Path away = album.resolveSibling("away");
    Files.move(album, away);
    b.sync();
    a.sync();
    assertThat(a.read("rescued")).isEqualTo("photo 3");
    assertThat(a.read("photos/2019/3")).isEqualTo("photo 3");
    Files.move(away, album);
    settle();
    assertThat(a.read("rescued")).isEqualTo("photo 3");
    assertThat(a.has("photos/2019/3")).isFalse();
  }

  @Test
  void anEmptiedOneIsNoDeletion() throws Exception {
    placePhotos();
    TestDevice.deleteTree(album.resolve("2019"));
    TestDevice.deleteTree(album.resolve("2020"));
    SortedMap<String, String> all = a.tree();
    b.sync();
    assertIssue("LOC-16");
    a.sync();
    assertThat(a.tree()).isEqualTo(all);
    b.vault.releaseFolder(album);
    placePhotos();
    assertEqual("photos");
    assertThat(a.tree()).isEqualTo(all);
  }

  @Test
  void anotherFolderInItsPlaceIsNoDeletion() throws Exception {
    placePhotos();
    Path away = album.resolveSibling("away");
    Files.move(album, away);
    Files.createDirectory(album);
    write("stranger", "no");
    SortedMap<String, String> all = a.tree();
    b.sync();
    assertIssue("LOC-15");
    a.sync();
    assertThat(a.tree()).isEqualTo(all);
    TestDevice.deleteTree(album);
    Files.createSymbolicLink(album, away);
    b.sync();
    assertIssue("LOC-01");
    Files.delete(album);
    Files.move(away, album);
    assertEqual("photos");
    assertThat(a.tree()).isEqualTo(all);
  }

  @Test
  void oneThatIsGoneForGoodCanBeEnded() throws Exception {
    placePhotos();
    SortedMap<String, String> all = a.tree();
    TestDevice.deleteTree(album);
    b.sync();
    assertUpToDate(b.vault.releaseFolder(album));
    a.sync();
    assertThat(a.tree()).isEqualTo(all);
    assertNoIssue();
  }

  @Test
  void filesAreMovedAcrossHere() throws Exception {
    placePhotos();
    Files.move(album.resolve("2019/3"), b.folder.resolve("notes/photo"));
    Files.move(album.resolve("2020"), b.folder.resolve("2020"));
    Files.move(b.folder.resolve("notes/4"), album.resolve("2019/note"));
    assertUpToDate(b.sync());
    assertEqual("photos");
    assertThat(a.read("notes/photo")).isEqualTo("photo 3");
    assertThat(a.read("2020/45")).isEqualTo("photo 45");
    assertThat(a.vault.history("notes/photo")).hasSize(1);
    assertThat(a.vault.history("photos/2019/note")).hasSize(1);
    assertThat(a.vault.activity(100, Optional.empty()).stream().map(x -> x.kind().toString()))
        .doesNotContain("DELETED");
  }

  @Test
  void othersMoveFilesAcross() throws Exception {
    placePhotos();
    a.move("photos/2019/3", "notes/photo");
    a.move("photos/2020", "2020");
    a.move("notes/4", "photos/2019/note");
    a.move("photos/2019", "photos/first");
    a.sync();
    assertUpToDate(b.sync());
    assertEqual("photos");
    assertThat(b.read("2020/45")).isEqualTo("photo 45");
    assertThat(read("first/note")).isEqualTo("note 4");
  }

  @Test
  void bothEditAFileInIt() throws Exception {
    placePhotos();
    write("2019/3", "by b");
    a.write("photos/2019/3", "by a");
    a.sync();
    SyncReport report = b.sync();
    assertThat(report.conflicts()).hasSize(1);
    settle();
    assertThat(TestDevice.tree(album)).isEqualTo(within(a.tree(), "photos"));
    assertThat(TestDevice.tree(album).values())
        .contains(TestDevice.shown("by a".getBytes()), TestDevice.shown("by b".getBytes()));
  }

  @Test
  void rulesHoldInIt() throws Exception {
    placePhotos();
    b.vault.addIgnorePattern("/photos/raw");
    b.vault.addIgnorePattern("*.tmp");
    write("raw/1", "raw");
    write("2019/x.tmp", "x");
    assertUpToDate(b.sync());
    a.sync();
    assertThat(a.has("photos/raw")).isFalse();
    assertThat(a.has("photos/2019/x.tmp")).isFalse();
  }

  @Test
  void aPartOfItIsChosen() throws Exception {
    placePhotos();
    SortedMap<String, String> all = a.tree();
    b.vault.select(new VaultSelection(Mode.EXCEPT, List.of("photos/2020")));
    assertThat(album.resolve("2020")).doesNotExist();
    assertThat(read("2019/3")).isEqualTo("photo 3");
    b.vault.select(VaultSelection.ALL);
    assertEqual("photos");
    assertThat(a.tree()).isEqualTo(all);
  }

  @Test
  void whatIsNotChosenAnyMoreIsNotPlacedAnyMore() throws Exception {
    placePhotos();
    SortedMap<String, String> all = a.tree();
    b.vault.select(new VaultSelection(Mode.EXCEPT, List.of("photos")));
    b.sync();
    assertThat(TestDevice.tree(album)).isEmpty();
    assertThat(b.vault.placedFolders()).isEmpty();
    b.vault.select(VaultSelection.ALL);
    settle();
    assertThat(a.tree()).isEqualTo(all);
    assertThat(b.tree()).isEqualTo(all);
  }

  @Test
  void whatIsRestoredComesThere() throws Exception {
    placePhotos();
    Files.delete(album.resolve("2019/3"));
    b.sync();
    b.vault.restore(
        new RestoreRequest("photos/2019/3", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(read("2019/3")).isEqualTo("photo 3");
    assertEqual("photos");
  }

  @Test
  void itIsSaidWhereSomethingIs() throws Exception {
    placePhotos();
    assertThat(b.vault.why("photos/2019/3").toString()).contains(album.toString());
    assertThat(b.vault.why("notes/3").toString()).doesNotContain(album.toString());
  }

  @Test
  void somethingInTheVaultsFolderUnderItsNameStays() throws Exception {
    placePhotos();
    b.write("photos/2019/3", "in the wrong place");
    b.sync();
    assertIssue("LOC-22");
    assertThat(b.read("photos/2019/3")).isEqualTo("in the wrong place");
    a.sync();
    assertThat(a.read("photos/2019/3")).isEqualTo("photo 3");
    b.delete("photos");
    assertEqual("photos");
    assertNoIssue();
  }

  @Test
  void whatCannotBePlacedIsRefused() throws Exception {
    write("in/file", "x");
    assertRefused(b.folder, "x");
    assertRefused(b.folder.resolve("notes"), "x");
    assertRefused(b.folder.getParent(), "x");
    assertRefused(b.home, "x");
    assertRefused(b.folder.resolveSibling("store"), "x");
    Path store = b.folder.resolveSibling("store");
    assertRefused(Files.createDirectories(store.resolve("album")), "x");
    assertRefused(
        Files.createSymbolicLink(album.resolveSibling("link"), store.resolve("packs")), "x");
    assertRefused(store.getParent(), "x");
    assertRefused(a.folder, "x");
    assertRefused(a.folder.resolve("notes"), "x");
    assertRefused(album.resolve("in/file"), "x");
    assertRefused(album.resolve("nowhere"), "x");
    assertRefused(album, "a/b");
    assertRefused(album, ".tidelock");
    b.write("file", "x");
    assertRefused(album, "file");
    b.vault.addIgnorePattern("/left-out");
    b.write("left-out/file", "x");
    assertRefused(album, "left-out");
    Path memory = Path.of("/dev/shm");
    Path disk = Path.of("/tmp");
    Path other = album.startsWith(memory) ? disk : memory;
    Path elsewhere = Files.createTempDirectory(other, "tidelock-test-");
    try {
      if (!Files.getFileStore(elsewhere).equals(Files.getFileStore(album)))
        assertRefused(elsewhere, "x");
    } finally {
      TestDevice.deleteTree(elsewhere);
    }
    b.vault.placeFolder(album, Optional.of("y"));
    assertThatThrownBy(() -> b.vault.placeFolder(album.resolve("in"), Optional.of("z")))
        .isInstanceOf(TidelockException.class);
    assertThatThrownBy(() -> a.vault.placeFolder(album, Optional.of("z")))
        .isInstanceOf(TidelockException.class);
    assertThatThrownBy(() -> a.vault.placeFolder(album.resolve("in"), Optional.of("z")))
        .isInstanceOf(TidelockException.class);
    assertThatThrownBy(() -> b.vault.releaseFolder(b.folder)).isInstanceOf(TidelockException.class);
  }

  /// What the index knew of it is gone, and others have given it another name since.
  @Test
  void anIndexThatIsBuiltAnewKnowsIt() throws Exception {
    placePhotos();
    a.move("photos", "pictures");
    a.write("pictures/2019/3", "changed");
    a.sync();
    b.vault.close();
    for (String file : List.of("index.db", "index.db-wal", "index.db-shm"))
      Files.deleteIfExists(b.home.resolve(file));
    b.vault = b.vaults.open(b.home, Optional.empty());
    SortedMap<String, String> names = a.tree();
    b.sync();
    assertThat(b.vault.placedFolders())
        .containsExactly(new PlacedFolder("pictures", album, PlacedFolder.State.SYNCED));
    settle();
    assertThat(a.tree().keySet()).containsAll(names.keySet());
    assertThat(a.has("photos")).isFalse();
    assertThat(b.has("pictures")).isFalse();
    assertThat(TestDevice.tree(album)).isEqualTo(within(a.tree(), "pictures"));
  }

  @Test
  void onlyThisIsChosenAndItCannotEnd() throws Exception {
    placePhotos();
    b.vault.select(new VaultSelection(Mode.ONLY, List.of("photos")));
    assertThat(b.has("notes")).isFalse();
    assertThat(read("2019/3")).isEqualTo("photo 3");
    assertThatThrownBy(() -> b.vault.releaseFolder(album))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(b.vault.placedFolders()).hasSize(1);
    assertThat(b.has("notes")).isFalse();
  }

  @Test
  void withOnlyAPartChosenOneIsAdded() throws Exception {
    b.vault.select(new VaultSelection(Mode.ONLY, List.of("notes")));
    SortedMap<String, String> all = a.tree();
    placePhotos();
    assertThat(read("2019/3")).isEqualTo("photo 3");
    assertEqual("photos");
    assertThat(a.tree()).isEqualTo(all);
  }

  @Test
  void whatIsHeldKeepsItWhereItIs() throws Exception {
    deletePhotos(a, 0, 55);
    a.sync();
    a.vault.answer(only(a).id(), true);
    b.sync();
    assertThat(b.vault.holds()).hasSize(1);
    assertThatThrownBy(() -> b.vault.placeFolder(album, Optional.of("photos")))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NEEDS_YOU));
    assertThat(b.vault.placedFolders()).isEmpty();
    assertThat(b.vault.selection()).isEqualTo(VaultSelection.ALL);
    settle();
    assertThat(b.has("photos/2020/59")).isTrue();
    b.vault.answer(only(b).id(), true);
    b.vault.placeFolder(album, Optional.of("photos"));
    assertEqual("photos");
  }

  @Test
  void whatCannotGoFromTheVaultsFolderKeepsItThere() throws Exception {
    SortedMap<String, String> all = a.tree();
    Path storage = b.folder.resolveSibling("store");
    Path elsewhere = b.folder.resolveSibling("elsewhere");
    b.write("photos/2019/3", "not sent yet");
    Files.move(storage, elsewhere);
    assertThatThrownBy(() -> b.vault.placeFolder(album, Optional.of("photos")))
        .isInstanceOf(TidelockException.class);
    assertThat(b.vault.placedFolders()).isEmpty();
    assertThat(b.vault.selection()).isEqualTo(VaultSelection.ALL);
    assertThat(b.read("photos/2019/3")).isEqualTo("not sent yet");
    Files.move(elsewhere, storage);
    settle();
    assertThat(a.read("photos/2019/3")).isEqualTo("not sent yet");
    assertThat(a.tree().keySet()).isEqualTo(all.keySet());
  }

  @Test
  void anotherProfileCannotSyncIt() throws Exception {
    placePhotos();
    assertThatThrownBy(
            () ->
                TestDevice.vaults()
                    .create(
                        new CreateRequest(
                            album.resolveSibling("home-x"),
                            album.resolveSibling("store-x").toUri().toString(),
                            album,
                            "X",
                            "x",
                            TestDevice.passphrase(),
                            KeepUnlocked.FILE)))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertEqual("photos");
  }

  @Test
  void whatIsRestoredElsewhereMayBeInIt() throws Exception {
    placePhotos();
    b.vault.restore(
        new RestoreRequest(
            "notes/3",
            Optional.empty(),
            Optional.of(time.instant()),
            Optional.of(album.resolve("2019"))));
    assertThat(read("2019/3")).isEqualTo("photo 3");
    settle();
    assertThat(within(a.tree(), "photos").values()).contains(TestDevice.shown("note 3".getBytes()));
    assertThat(TestDevice.tree(album)).isEqualTo(within(a.tree(), "photos"));
  }

  @Test
  void twoFoldersAreSyncedWhereTheyAre() throws Exception {
    placePhotos();
    Path desk = album.resolveSibling("desk");
    if (Files.exists(desk)) TestDevice.deleteTree(desk);
    Files.createDirectory(desk);
    b.vault.placeFolder(desk, Optional.of("notes"));
    assertThat(b.tree()).isEmpty();
    Files.move(desk.resolve("3"), album.resolve("2019/note"));
    assertUpToDate(b.sync());
    a.sync();
    assertThat(a.read("photos/2019/note")).isEqualTo("note 3");
    assertThat(a.has("notes/3")).isFalse();
    b.write("top", "beside them");
    assertUpToDate(b.sync());
    b.delete("top"); // the vault's folder is empty then, as it may be
    assertUpToDate(b.sync());
    a.sync();
    assertThat(a.has("top")).isFalse();
    assertThat(a.has("photos/2019/4")).isTrue();
    Path away = desk.resolveSibling("away");
    Files.move(desk, away);
    b.sync();
    Files.delete(album.resolve("2019/4"));
    b.sync();
    a.sync();
    assertThat(a.has("photos/2019/4")).isFalse();
    assertThat(a.has("notes/4")).isTrue();
  }
}
