package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Activity.Kind;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.FolderSize;
import org.tidelock.engine.Issue;
import org.tidelock.engine.SelectionPreview;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.phrase.Fact;
import org.tidelock.engine.phrase.Said;

/// Which part of the vault a device has in its folder. `b` chooses; `a` has everything.
final class SelectiveSyncTest extends HoldFixture {
  private static VaultSelection except(String... paths) {
    return new VaultSelection(Mode.EXCEPT, List.of(paths));
  }

  private static VaultSelection only(String... paths) {
    return new VaultSelection(Mode.ONLY, List.of(paths));
  }

  /// What is in the vault of a tree.
  private static SortedMap<String, String> without(SortedMap<String, String> tree, String top) {
    SortedMap<String, String> rest = new TreeMap<>(tree);
    rest.keySet().removeIf(path -> path.equals(top) || path.startsWith(top + "/"));
    return rest;
  }

  private static SortedMap<String, String> within(SortedMap<String, String> tree, String top) {
    SortedMap<String, String> part = new TreeMap<>(tree);
    part.keySet().removeIf(path -> !path.equals(top) && !path.startsWith(top + "/"));
    return part;
  }

  private void assertUntouched(TestDevice device, SortedMap<String, String> before)
      throws Exception {
    device.sync();
    assertThat(device.tree()).isEqualTo(before);
    assertThat(device.vault.holds()).isEmpty();
  }

  private static void assertUpToDate(SyncReport report) {
    assertThat(report.problems()).isEmpty();
    assertThat(report.held()).isEmpty();
    assertThat(report.state()).isEqualTo(State.UP_TO_DATE);
  }

  @Test
  @Acceptance(158)
  void whatIsNotChosenGoesFromHereOnly() throws Exception {
    SortedMap<String, String> all = a.tree();
    assertUpToDate(b.vault.select(except("photos")));
    assertThat(b.tree()).isEqualTo(without(all, "photos"));
    assertUntouched(a, all);
    b.sync();
    assertThat(b.tree()).isEqualTo(without(all, "photos"));
    assertThat(b.vault.selection()).isEqualTo(except("photos"));
    assertThat(b.vault.list("photos/2019", Optional.empty()))
        .hasSize(30)
        .allMatch(e -> e.local() == Local.LEFT_OUT);
    assertThat(b.vault.why("photos/2019/3")).extracting(Said::phrase).contains(Fact.NOT_CHOSEN);
  }

  @Test
  void whatIsChosenAgainComesBack() throws Exception {
    SortedMap<String, String> all = a.tree();
    b.vault.select(except("photos"));
    assertUpToDate(b.vault.select(VaultSelection.ALL));
    assertThat(b.tree()).isEqualTo(all);
    assertUntouched(a, all);
    assertThat(b.vault.selection()).isEqualTo(VaultSelection.ALL);
  }

  @Test
  void oneFileCanBeLeftOut() throws Exception {
    SortedMap<String, String> all = a.tree();
    b.vault.select(except("notes/3", "notes/4"));
    assertThat(b.tree()).isEqualTo(without(without(all, "notes/3"), "notes/4"));
    assertUntouched(a, all);
    b.vault.select(except("notes/4"));
    assertThat(b.tree()).isEqualTo(without(all, "notes/4"));
    assertUntouched(a, all);
  }

  @Test
  @Acceptance(158)
  void whatWasChangedOrAddedInItIsSentFirst() throws Exception {
    b.write("photos/2019/3", "edited just now");
    b.write("photos/2019/new", "added just now");
    b.write("photos/2021/deep/new", "in a new folder");
    b.vault.select(except("photos"));
    assertThat(b.has("photos")).isFalse();
    a.sync();
    assertThat(a.read("photos/2019/3")).isEqualTo("edited just now");
    assertThat(a.read("photos/2019/new")).isEqualTo("added just now");
    assertThat(a.read("photos/2021/deep/new")).isEqualTo("in a new folder");
  }

  @Test
  void whatGoesLiesInTheTrashForAWhile() throws Exception {
    b.vault.select(except("notes/3"));
    try (var trash = Files.walk(b.folder.resolve(PrivateFolder.NAME).resolve("trash"))) {
      assertThat(trash.map(p -> p.getFileName().toString())).contains("3");
    }
  }

  @Test
  void nothingGoesAsLongAsTheStorageTakesNothing() throws Exception {
    b.write("photos/2019/3", "edited just now");
    Path storage = b.folder.resolveSibling("store");
    Path away = b.folder.resolveSibling("away");
    Files.move(storage, away);
    assertThatThrownBy(() -> b.vault.select(except("photos")))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    assertThat(b.read("photos/2019/3")).isEqualTo("edited just now");
    Files.move(away, storage);
    assertUpToDate(b.sync());
    assertThat(b.has("photos")).isFalse();
    a.sync();
    assertThat(a.read("photos/2019/3")).isEqualTo("edited just now");
  }

  /// The storage takes packs, and no commit.
  @Test
  void nothingGoesAsLongAsACommitIsNotStored() throws Exception {
    b.write("photos/2019/3", "edited just now");
    Path log = b.folder.resolveSibling("store").resolve("log");
    Path away = b.folder.resolveSibling("away");
    Files.move(log, away);
    Files.writeString(log, "in the way");
    assertThatThrownBy(() -> b.vault.select(except("photos")))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    assertThat(within(b.tree(), "photos")).hasSize(63);
    Files.delete(log);
    Files.move(away, log);
    assertUpToDate(b.sync());
    assertThat(b.has("photos")).isFalse();
    a.sync();
    assertThat(a.read("photos/2019/3")).isEqualTo("edited just now");
  }

  @Test
  @Acceptance(158)
  void whatIsNeverSyncedStaysWhereItIs() throws Exception {
    b.vault.addIgnorePattern("*.tmp");
    b.write("photos/2019/draft.tmp", "mine");
    b.vault.select(except("photos"));
    assertThat(b.tree().keySet())
        .filteredOn(path -> path.startsWith("photos"))
        .containsExactly("photos", "photos/2019", "photos/2019/draft.tmp");
    assertUpToDate(b.sync());
    SortedMap<String, String> all = a.tree();
    assertUntouched(a, all);
    assertThat(a.has("photos/2019/draft.tmp")).isFalse();
    b.vault.select(VaultSelection.ALL);
    assertThat(b.read("photos/2019/draft.tmp")).isEqualTo("mine");
    assertThat(without(b.tree(), "photos/2019/draft.tmp")).isEqualTo(all);
    assertUntouched(a, all);
  }

  @Test
  @Acceptance(159)
  void itIsLeftOutUnderAnotherNameToo() throws Exception {
    b.vault.select(except("photos/2019"));
    a.move("photos/2019", "pictures");
    a.sync();
    b.sync();
    assertThat(b.has("pictures")).isFalse();
    assertThat(b.has("photos/2020/45")).isTrue();
    assertThat(b.vault.selection()).isEqualTo(except("pictures"));
    SortedMap<String, String> all = a.tree();
    assertUntouched(a, all);
  }

  @Test
  void whatOthersPutIntoItIsNotBrought() throws Exception {
    b.vault.select(except("photos"));
    a.write("photos/2019/new", "from a");
    a.write("photos/2021/new", "from a");
    a.write("beside", "from a");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(b.has("photos")).isFalse();
    assertThat(b.read("beside")).isEqualTo("from a");
  }

  @Test
  void whatOthersMoveOutOfItComesAndWhatTheyMoveIntoItGoes() throws Exception {
    b.vault.select(except("photos"));
    a.move("photos/2019/3", "notes/photo");
    a.move("notes/5", "photos/note");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(b.read("notes/photo")).isEqualTo("photo 3");
    assertThat(b.has("notes/5")).isFalse();
    assertThat(b.has("photos")).isFalse();
    SortedMap<String, String> all = a.tree();
    assertUntouched(a, all);
    b.vault.select(VaultSelection.ALL);
    assertThat(b.tree()).isEqualTo(all);
  }

  @Test
  void aFolderThatOthersMoveOutOfItComesWhole() throws Exception {
    b.vault.select(except("photos"));
    a.write("photos/2019/deep/deeper/file", "from a");
    a.sync();
    b.sync();
    a.move("photos/2019", "pictures");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(within(b.tree(), "pictures")).isEqualTo(within(a.tree(), "pictures"));
    assertThat(b.has("photos")).isFalse();
  }

  @Test
  void whatIsChosenComesWhereverOthersMoveIt() throws Exception {
    b.vault.select(only("photos/2019"));
    a.move("photos/2019", "notes/2019");
    a.write("notes/new", "from a");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(within(b.tree(), "notes/2019")).isEqualTo(within(a.tree(), "notes/2019"));
    assertThat(within(b.tree(), "notes")).hasSize(32);
    assertThat(b.vault.selection()).isEqualTo(only("notes/2019"));
    SortedMap<String, String> all = a.tree();
    assertUntouched(a, all);
    b.vault.select(VaultSelection.ALL);
    assertThat(b.tree()).isEqualTo(all);
  }

  /// Many at once: nobody is asked, as they stay in the vault.
  @Test
  void manyThatOthersMoveIntoItGo() throws Exception {
    b.vault.select(except("notes"));
    a.move("photos/2019", "notes/2019");
    a.move("photos/2020", "notes/2020");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(b.tree().keySet()).containsExactly("photos");
    SortedMap<String, String> all = a.tree();
    assertUntouched(a, all);
  }

  @Test
  void whatOthersDeleteInItIsDeleted() throws Exception {
    b.vault.select(except("photos/2019"));
    a.delete("photos/2019/3");
    a.sync();
    assertUpToDate(b.sync());
    b.vault.select(VaultSelection.ALL);
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(a.has("photos/2019/3")).isFalse();
  }

  /// The computer stopped after the files were put away and before the index knew.
  @Test
  void whatIsMissingInItIsNotDeleted() throws Exception {
    SortedMap<String, String> all = a.tree();
    b.vault.select(except("photos"));
    b.vault.select(VaultSelection.ALL);
    Path storage = b.folder.resolveSibling("store");
    Path away = b.folder.resolveSibling("away");
    b.write("unsent", "so that nothing is put away yet");
    Files.move(storage, away);
    assertThatThrownBy(() -> b.vault.select(except("photos")))
        .isInstanceOf(TidelockException.class);
    b.delete("photos/2019");
    b.delete("photos/2020/40");
    Files.move(away, storage);
    assertUpToDate(b.sync());
    assertThat(b.has("photos")).isFalse();
    a.sync();
    assertThat(within(a.tree(), "photos")).isEqualTo(within(all, "photos"));
  }

  /// The same, and the person chooses it again before the next round.
  @Test
  void whatIsMissingInItIsNotDeletedWhenItIsChosenAgain() throws Exception {
    SortedMap<String, String> all = a.tree();
    Path storage = b.folder.resolveSibling("store");
    Path away = b.folder.resolveSibling("away");
    b.write("unsent", "so that nothing is put away yet");
    Files.move(storage, away);
    assertThatThrownBy(() -> b.vault.select(except("photos")))
        .isInstanceOf(TidelockException.class);
    b.delete("photos/2019");
    Files.move(away, storage);
    assertUpToDate(b.vault.select(VaultSelection.ALL));
    a.sync();
    assertThat(without(a.tree(), "unsent")).isEqualTo(all);
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  /// It stops at any moment, and before it goes on another device has moved to elsewhere what was being put away.
  @Test
  void whatWasPutAwayAndMovedByOthersIsNotDeleted() throws Exception {
    Path root = a.folder.getParent();
    int stopped = 0;
    for (int effect = 50; effect < 150; effect += 20) {
      close();
      twoDevices();
      b.close();
      Crashes crashes = new Crashes();
      b = TestDevice.open(root, "devB", TestDevice.vaults(crashes));
      crashes.watch((LocalVault) b.vault);
      crashes.arm(effect);
      try {
        b.vault.select(except("photos"));
      } catch (Crashes.Crash | TidelockException e) {
        stopped++;
      } finally {
        crashes.revive();
      }
      crashes.disarm();
      SortedMap<String, String> photos = within(a.tree(), "photos/2019");
      a.move("photos/2019", "kept");
      a.sync();
      b.restart();
      settle();
      assertThat(within(a.tree(), "kept")).as("stopped at " + effect).hasSize(photos.size());
      assertThat(b.tree()).isEqualTo(without(a.tree(), "photos"));
    }
    assertThat(stopped).isGreaterThan(2);
  }

  /// It was taken for an edit of what had gone, whose content then nobody had any more.
  @Test
  void whatIsMadeWhereSomethingWasGoingIsAnotherFile() throws Exception {
    Path root = a.folder.getParent();
    int gone = 0;
    boolean stopped = true;
    for (int effect = 1; stopped; effect++) {
      close();
      twoDevices();
      b.close();
      Crashes crashes = new Crashes();
      b = TestDevice.open(root, "devB", TestDevice.vaults(crashes));
      crashes.watch((LocalVault) b.vault);
      String old = b.tree().get("notes/3");
      crashes.arm(effect);
      try {
        b.vault.select(except("notes/3"));
        stopped = false;
      } catch (Crashes.Crash | TidelockException e) {
        if (!b.has("notes/3")) gone++;
      } finally {
        crashes.revive();
      }
      crashes.disarm();
      if (b.has("notes/3")) continue;
      b.write("notes/3", "made anew");
      String made = b.tree().get("notes/3");
      b.restart();
      settle();
      // Where the choice is whole, what was made stays on this device: LOC-20 says so.
      String when = "stopped at " + effect + " before " + crashes.last();
      assertThat(a.tree()).as(when).containsValue(old);
      assertThat(b.tree()).as(when).containsValue(made);
    }
    assertThat(gone).isPositive();
  }

  @Test
  void whatGoesFromHereIsNoNews() throws Exception {
    b.vault.select(except("photos"));
    assertThat(b.vault.activity(1_000, Optional.empty()))
        .noneMatch(
            activity -> activity.path().startsWith("photos") && activity.kind() == Kind.DELETED);
    a.delete("notes/3");
    a.sync();
    b.sync();
    assertThat(b.vault.activity(1_000, Optional.empty()))
        .anyMatch(activity -> activity.path().equals("notes/3") && activity.kind() == Kind.DELETED);
  }

  /// All that was there was put away, which must not look like an emptied folder.
  @Test
  void allOfItCanGo() throws Exception {
    SortedMap<String, String> all = a.tree();
    Path storage = b.folder.resolveSibling("store");
    Path away = b.folder.resolveSibling("away");
    b.write("photos/unsent", "so that nothing is put away yet");
    Files.move(storage, away);
    assertThatThrownBy(() -> b.vault.select(except("photos", "notes")))
        .isInstanceOf(TidelockException.class);
    b.delete("photos");
    b.delete("notes");
    Files.move(away, storage);
    assertUpToDate(b.sync());
    assertThat(b.tree()).isEmpty();
    a.sync();
    assertThat(without(a.tree(), "photos/unsent")).isEqualTo(all);
  }

  /// What is in it that this device does not have cannot be meant.
  @Test
  void aFolderAboveItThatIsDeletedHereComesBackWithoutIt() throws Exception {
    b.vault.select(except("photos/2019"));
    b.delete("photos/2020");
    b.delete("photos");
    SyncReport report = b.sync();
    if (!report.held().isEmpty()) b.vault.answer(only(b).id(), true);
    a.sync();
    assertThat(within(a.tree(), "photos/2019")).hasSize(31);
    assertThat(a.has("photos/2020")).isFalse();
    b.sync();
    assertThat(within(b.tree(), "photos").keySet()).containsExactly("photos");
  }

  @Test
  void whatIsPutInItsPlaceStaysAndIsTold() throws Exception {
    SortedMap<String, String> all = a.tree();
    b.vault.select(except("photos"));
    b.write("photos/holiday", "put here by mistake");
    SyncReport report = b.sync();
    assertThat(report.problems()).extracting(SyncReport.Problem::path).containsExactly("photos");
    assertThat(b.vault.issues()).extracting(Issue::code).contains("LOC-20");
    assertUntouched(a, all);
    b.sync();
    assertThat(b.read("photos/holiday")).isEqualTo("put here by mistake");
    b.move("photos", "other");
    assertUpToDate(b.sync());
    a.sync();
    assertThat(a.read("other/holiday")).isEqualTo("put here by mistake");
    assertThat(b.vault.issues()).extracting(Issue::code).doesNotContain("LOC-20");
  }

  /// An empty folder is nothing that could be missed.
  @Test
  void anEmptyFolderInItsPlaceIsNotTold() throws Exception {
    b.vault.select(except("photos"));
    Files.createDirectory(b.folder.resolve("photos"));
    assertUpToDate(b.sync());
  }

  @Test
  void whatIsInItsPlaceComesTogetherWhenItIsChosenAgain() throws Exception {
    b.vault.select(except("photos"));
    b.write("photos/holiday", "put here by mistake");
    b.write("photos/2019/3", "another photo");
    b.write("photos/2019/4", "photo 4");
    b.sync();
    b.vault.select(VaultSelection.ALL);
    settle();
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(a.read("photos/holiday")).isEqualTo("put here by mistake");
    assertThat(a.tree().keySet()).filteredOn(path -> path.startsWith("photos/2019/3")).hasSize(2);
    assertThat(a.tree().keySet()).filteredOn(path -> path.startsWith("photos/2019/4")).hasSize(1);
  }

  @Test
  void onlyAPartIsHere() throws Exception {
    SortedMap<String, String> all = a.tree();
    assertUpToDate(b.vault.select(only("photos/2019")));
    SortedMap<String, String> part = within(all, "photos/2019");
    part.put("photos", "folder");
    assertThat(b.tree()).isEqualTo(part);
    assertUntouched(a, all);
    assertThat(b.vault.selection()).isEqualTo(only("photos/2019"));
    a.write("photos/2019/new", "from a");
    a.write("photos/2021/new", "from a");
    a.write("more/new", "from a");
    a.write("top", "from a");
    a.sync();
    assertUpToDate(b.sync());
    part.put("photos/2019/new", a.tree().get("photos/2019/new"));
    assertThat(b.tree()).isEqualTo(part);
    assertUpToDate(b.vault.select(VaultSelection.ALL));
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void whatIsPutBesideItHereIsSyncedToo() throws Exception {
    b.vault.select(only("photos/2019"));
    b.write("mine/new", "from b");
    b.write("photos/new", "from b");
    b.move("photos/2019/3", "moved");
    assertUpToDate(b.sync());
    a.sync();
    assertThat(a.read("mine/new")).isEqualTo("from b");
    assertThat(a.read("photos/new")).isEqualTo("from b");
    assertThat(a.read("moved")).isEqualTo("photo 3");
    a.write("mine/new", "edited by a");
    a.write("mine/more", "from a");
    a.sync();
    assertUpToDate(b.sync());
    assertThat(b.read("mine/new")).isEqualTo("edited by a");
    assertThat(b.read("mine/more")).isEqualTo("from a");
    assertThat(b.has("notes")).isFalse();
  }

  @Test
  void aNewDeviceBringsOnlyWhatIsChosen() throws Exception {
    try (TestDevice c = TestDevice.join(a.folder.getParent(), "devC", a.vaults)) {
      SelectionPreview preview = c.vault.previewSelection(only("photos/2019"));
      assertThat(preview.comes().files()).isEqualTo(30);
      assertThat(preview.goes().files()).isZero();
      SyncReport report = c.vault.select(only("photos/2019"));
      assertThat(report.received().files()).isEqualTo(30);
      assertThat(c.has("notes")).isFalse();
      SortedMap<String, String> all = a.tree();
      assertUntouched(a, all);
    }
  }

  /// As the window does between joining and the first sync.
  @Test
  void aChoiceBeforeTheFirstRoundBringsNothingElse() throws Exception {
    try (TestDevice c = TestDevice.join(a.folder.getParent(), "devC", a.vaults)) {
      c.vault.choose(except("photos"));
      assertThat(c.has("notes")).as("no round yet").isFalse();
      assertThat(c.vault.preview().toReceive().files()).isEqualTo(20);
      assertThat(c.sync().received().files()).isEqualTo(20);
      assertThat(c.tree()).isEqualTo(without(a.tree(), "photos"));
    }
  }

  /// Of the whole vault, whatever of it is here.
  @Test
  void howMuchIsInFoldersIsTold() throws Exception {
    b.vault.select(except("photos"));
    long notes = 20 * "note 1".length() + 10;
    long photos = 60 * "photo 1".length() + 50;
    assertThat(b.vault.sizes(""))
        .containsExactlyInAnyOrder(
            new FolderSize("notes", 20, notes), new FolderSize("photos", 60, photos));
    assertThat(b.vault.sizes("photos"))
        .extracting(FolderSize::path, FolderSize::files)
        .containsExactlyInAnyOrder(tuple("photos/2019", 30L), tuple("photos/2020", 30L));
    assertThat(b.vault.sizes("photos/2019")).isEmpty();
    assertThatThrownBy(() -> b.vault.sizes("nothing"))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @Test
  void aPreviewCountsAndChangesNothing() throws Exception {
    SortedMap<String, String> all = b.tree();
    SelectionPreview preview = b.vault.previewSelection(except("photos"));
    assertThat(preview.goes().files()).isEqualTo(60);
    assertThat(preview.goes().bytes()).isEqualTo(60 * 7 + 50);
    assertThat(preview.comes().files()).isZero();
    assertThat(b.vault.selection()).isEqualTo(VaultSelection.ALL);
    assertUntouched(b, all);
  }

  @Test
  void whatIsNotInTheVaultCannotBeChosen() throws Exception {
    for (VaultSelection selection : List.of(except("nothing"), only("photos/nothing"), only("")))
      assertThatThrownBy(() -> b.vault.select(selection))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(b.vault.selection()).isEqualTo(VaultSelection.ALL);
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void aFolderNamedWithOneInItIsChosenWhole() throws Exception {
    b.vault.select(only("photos", "photos/2019"));
    assertThat(b.tree()).isEqualTo(within(a.tree(), "photos"));
  }

  @Test
  void itHoldsWithAnIndexThatIsBuiltAnew() throws Exception {
    SortedMap<String, String> all = a.tree();
    b.vault.select(except("photos"));
    SortedMap<String, String> part = b.tree();
    b.vault.close();
    Files.delete(b.home.resolve("index.db"));
    b.restart();
    b.sync();
    assertThat(b.tree()).isEqualTo(part);
    assertUntouched(a, all);
    assertUntouched(b, part);
  }

  @Test
  void onlyHoldsWithAnIndexThatIsBuiltAnew() throws Exception {
    b.vault.select(only("photos/2019"));
    b.write("mine/new", "from b");
    b.sync();
    a.sync();
    SortedMap<String, String> all = a.tree();
    SortedMap<String, String> part = b.tree();
    b.vault.close();
    Files.delete(b.home.resolve("index.db"));
    b.restart();
    b.sync();
    assertThat(b.tree()).isEqualTo(part);
    assertUntouched(a, all);
  }

  @Test
  void aConflictCopyOfWhatIsLeftOutIsLeftOut() throws Exception {
    b.write("notes/3", "b's");
    b.sync();
    a.write("notes/3", "a's");
    a.sync();
    b.vault.select(except("notes/3"));
    assertThat(b.tree().keySet()).noneMatch(path -> path.startsWith("notes/3"));
    SortedMap<String, String> all = a.tree();
    assertUntouched(a, all);
    assertThat(all.keySet()).filteredOn(path -> path.startsWith("notes/3")).hasSize(2);
  }
}
