package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.CallsOfDisk;
import org.tidelock.engine.system.SystemEffects;

/// Removals that are so many that they wait for an answer. Two devices have 60 files in a folder `photos`, in two folders there, and 20 others.
final class HoldTest extends HoldFixture {
  // What is gone here

  @Acceptance(154)
  @Test
  void manyDeletionsWaitWhileEverythingElseIsSynced() throws Exception {
    deleteAllPhotos(a);
    a.delete("notes/0");
    a.write("notes/new", "new");
    b.write("notes/theirs", "theirs");
    SortedMap<String, String> photos = b.tree();
    assertHolds(a.sync(), PHOTOS + 1, Hold.Kind.DELETE_EVERYWHERE);
    b.sync();
    assertThat(b.tree()).containsAllEntriesOf(photos).containsKey("notes/new");
    assertHolds(a.sync(), PHOTOS + 1, Hold.Kind.DELETE_EVERYWHERE);
    assertThat(a.has("notes/theirs")).isTrue();
    assertThat(a.has("photos")).isFalse();
    assertThat(a.vault.status().state()).isEqualTo(State.ATTENTION);
    assertThat(a.vault.issues())
        .anyMatch(i -> i.kind() == Issue.Kind.HELD && i.code().equals("SYN-02"));
    Hold hold = only(a);
    assertThat(hold.kind()).isEqualTo(Hold.Kind.DELETE_EVERYWHERE);
    assertThat(hold.folder()).isEmpty();
    assertThat(hold.since()).isEqualTo(time.instant());
    assertThat(a.vault.heldFiles(hold.id(), 3))
        .containsExactly("notes/0", "photos/2019/0", "photos/2019/1");
    assertThat(a.vault.heldFiles(hold.id(), 1000)).hasSize(PHOTOS + 1);
    assertThat(a.vault.why(photo(3)).toString()).contains("waits for your answer");
    assertThat(a.vault.why("notes/1").toString()).doesNotContain("waits for your answer");
    assertThat(a.vault.preview().toDeleteThere().files()).isZero();
    assertThat(a.vault.look().waiting()).isZero();
  }

  @Test
  void theyWaitAfterARestart() throws Exception {
    deleteAllPhotos(a);
    a.sync();
    a.restart();
    assertThat(only(a).folder()).isEqualTo("photos");
    time.advance(Duration.ofDays(3));
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
    b.sync();
    assertThat(b.has(photo(0))).isTrue();
  }

  @Test
  void approvedTheyAreDeletedEverywhere() throws Exception {
    deleteAllPhotos(a);
    a.sync();
    SyncReport report = a.vault.answer(only(a).id(), true);
    assertThat(report.held()).isEmpty();
    assertHoldsNothing(a);
    assertHolds(b.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
    b.vault.answer(only(b).id(), true);
    assertThat(b.has("photos")).isFalse();
    assertHoldsNothing(b);
    assertThat(a.vault.listDeleted("")).hasSize(PHOTOS + 3);
  }

  @Test
  void undoneTheyComeBack() throws Exception {
    SortedMap<String, String> before = a.tree();
    deleteAllPhotos(a);
    a.sync();
    assertThat(a.vault.answer(only(a).id(), false).received().files()).isEqualTo(PHOTOS);
    assertThat(a.tree()).isEqualTo(before);
    assertHoldsNothing(a);
    b.sync();
    assertThat(b.tree()).isEqualTo(before);
    assertThat(a.vault.listDeleted("")).isEmpty();
  }

  @Test
  void whatIsBackDoesNotWaitAnyMore() throws Exception {
    deletePhotos(a, 0, PHOTOS);
    a.sync();
    for (int i = 0; i < 50; i++) a.write(photo(i), "photo " + i);
    assertHolds(a.sync(), 10, Hold.Kind.DELETE_EVERYWHERE);
    for (int i = 50; i < PHOTOS; i++) a.write(photo(i), "photo " + i);
    assertHoldsNothing(a);
    settle();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void whatWasMovedIsNotGone() throws Exception {
    a.move("photos", "pictures");
    assertHoldsNothing(a);
    b.sync();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void slowlyIsManyAsWell() throws Exception {
    deletePhotos(a, 0, 30);
    assertThat(a.sync().held()).isEmpty();
    time.advance(Duration.ofMinutes(5));
    deletePhotos(a, 30, 49);
    assertThat(a.sync().held()).isEmpty();
    deletePhotos(a, 49, 50);
    assertHolds(a.sync(), 1, Hold.Kind.DELETE_EVERYWHERE);
    deletePhotos(a, 50, PHOTOS);
    assertHolds(a.sync(), 11, Hold.Kind.DELETE_EVERYWHERE);
  }

  @Test
  void aLittleNowAndThenDoesNotWait() throws Exception {
    deletePhotos(a, 0, 40);
    a.sync();
    time.advance(Duration.ofMinutes(11));
    deletePhotos(a, 40, PHOTOS);
    assertHoldsNothing(a);
    b.sync();
    assertThat(b.vault.holds()).hasSize(1);
  }

  @Test
  void whileSomeWaitALittleElseIsDeletedLater() throws Exception {
    deletePhotos(a, 0, PHOTOS);
    a.sync();
    time.advance(Duration.ofMinutes(11));
    a.delete("notes/3");
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
    b.sync();
    assertThat(b.has("notes/3")).isFalse();
    assertThat(b.has(photo(3))).isTrue();
  }

  /// The folder would else be recorded as deleted without what was in it.
  @Test
  void aFolderOfWhatWaitsWaitsWithIt() throws Exception {
    deletePhotos(a, 0, PHOTOS);
    a.sync();
    time.advance(Duration.ofMinutes(11));
    for (String folder : new String[] {"photos/2019", "photos/2020", "photos"}) a.delete(folder);
    assertHolds(a.sync(), PHOTOS, Hold.Kind.DELETE_EVERYWHERE);
    b.sync();
    assertThat(b.has(photo(3))).isTrue();
    a.vault.answer(only(a).id(), true);
    assertHoldsNothing(a);
    b.sync();
    b.vault.answer(only(b).id(), true);
    assertThat(b.has("photos")).isFalse();
  }

  @Test
  void whatOthersEditOrMoveMeanwhileComesBack() throws Exception {
    deleteAllPhotos(a);
    a.sync();
    b.write(photo(3), "edited");
    b.move(photo(4), "notes/moved");
    b.write("photos/2019/added", "added");
    b.move("photos/2020", "photos/other");
    b.sync();
    assertHolds(a.sync(), PHOTOS - 2, Hold.Kind.DELETE_EVERYWHERE);
    assertThat(a.read(photo(3))).isEqualTo("edited");
    assertThat(a.read("notes/moved")).isEqualTo("photo 4");
    assertThat(a.read("photos/2019/added")).isEqualTo("added");
    assertThat(a.has(photo(5))).isFalse();
    a.vault.answer(only(a).id(), true);
    assertHoldsNothing(a);
    b.sync();
    b.vault.answer(only(b).id(), true);
    settle();
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(b.read(photo(3))).isEqualTo("edited");
    assertThat(b.has(photo(5))).isFalse();
  }

  @Test
  void whatOthersDeleteMeanwhileIsGone() throws Exception {
    deleteAllPhotos(a);
    a.sync();
    deleteAllPhotos(b);
    b.sync();
    b.vault.answer(only(b).id(), true);
    assertHoldsNothing(a);
    assertThat(a.tree()).isEqualTo(b.tree());
  }

  @Test
  void nothingWaitsUnderAnotherId() throws Exception {
    assertThatThrownBy(() -> a.vault.answer("7", true))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(a.vault.heldFiles("7", 10)).isEmpty();
    assertThat(a.vault.heldFiles("x", 10)).isEmpty();
  }

  // What others have deleted

  private void othersDelete() throws Exception {
    deleteAllPhotos(a);
    a.sync();
    a.vault.answer(only(a).id(), true);
  }

  @Acceptance(154)
  @Test
  void whatOthersDeletedStaysUntilItIsApproved() throws Exception {
    othersDelete();
    b.write("notes/new", "new");
    SortedMap<String, String> before = b.tree();
    assertHolds(b.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
    assertThat(b.tree()).isEqualTo(before);
    b.restart();
    assertHolds(b.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
    a.sync();
    assertThat(a.has("notes/new")).isTrue();
    assertThat(only(b).folder()).isEqualTo("photos");
    assertThat(b.vault.preview().toDeleteHere().files()).isZero();
    assertThat(b.vault.why(photo(3)).toString()).contains("waits for your answer");
  }

  @Test
  void undoneItIsThereForAll() throws Exception {
    othersDelete();
    SortedMap<String, String> before = b.tree();
    b.sync();
    b.vault.answer(only(b).id(), false);
    assertHoldsNothing(b);
    assertThat(b.tree()).isEqualTo(before);
    a.sync();
    assertThat(a.tree()).isEqualTo(before);
  }

  @Test
  void whatIsRestoredElsewhereMeanwhileStays() throws Exception {
    SortedMap<String, String> before = b.tree();
    othersDelete();
    b.sync();
    a.vault.restore(
        new RestoreRequest("photos", Optional.empty(), Optional.empty(), Optional.empty()));
    assertHoldsNothing(b);
    assertThat(b.tree()).isEqualTo(before);
    assertThat(a.tree()).isEqualTo(before);
  }

  /// The window restores nothing of which it foresees nothing.
  @Test
  void thatWhatIsRestoredHereStaysIsForeseen() throws Exception {
    othersDelete();
    b.sync();
    Restoration one = deleted(photo(7));
    RestorePreview preview = b.vault.preview(one);
    assertThat(preview.comeBack().paths()).containsExactly(photo(7));
    assertThat(preview.bytes()).as("it is here").isZero();
    assertThat(b.vault.restore(one).files()).isEqualTo(1);
    assertHolds(b.sync(), PHOTOS - 1, Hold.Kind.REMOVE_HERE);
    a.sync();
    assertThat(a.has(photo(7))).isTrue();
  }

  private Restoration deleted(String path) throws Exception {
    FileEntry held =
        b.vault.listDeleted("").stream()
            .filter(e -> e.path().equals(path))
            .findFirst()
            .orElseThrow();
    return new Restoration(
        new Restoration.What.Deleted(List.of(held.deleted().orElseThrow().id())),
        new Restoration.Target.InPlace());
  }

  @Test
  void thatAnEmptyFolderStaysHereIsForeseenAsWell() throws Exception {
    Files.createDirectories(a.folder.resolve("photos/empty"));
    settle();
    a.delete("photos");
    a.sync();
    a.vault.answer(only(a).id(), true);
    b.sync();
    Restoration one = deleted("photos/empty");
    assertThat(b.vault.preview(one).folders()).isEqualTo(1);
    assertThat(b.vault.restore(one).folders()).isEqualTo(1);
    assertHolds(b.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
    a.sync();
    assertThat(a.has("photos/empty")).isTrue();
    assertThat(a.has(photo(7))).isFalse();
  }

  /// Else its removal would be approved, as it is said to be restored.
  @Test
  void ofARestoreThatFailsNothingIsSaidToStayThatDoesNot() throws Exception {
    a.write("zz/x", "x");
    settle();
    a.delete("zz");
    settle();
    othersDelete();
    b.sync();
    b.close();
    AtomicBoolean full = new AtomicBoolean();
    b =
        TestDevice.open(
            b.home.getParent(),
            "devB",
            TestDevice.vaults(SystemEffects.create().at(time).in(new NoFolders(full))));
    List<String> wanted = new ArrayList<>();
    for (FileEntry e : b.vault.listDeleted(""))
      if (e.path().equals(photo(7)) || e.path().equals("zz"))
        wanted.add(e.deleted().orElseThrow().id());
    assertThat(wanted).hasSize(2);
    full.set(true);
    assertThatThrownBy(
            () ->
                b.vault.restore(
                    new Restoration(
                        new Restoration.What.Deleted(wanted), new Restoration.Target.InPlace())))
        .isInstanceOf(TidelockException.class);
    full.set(false);
    assertHolds(b.sync(), PHOTOS, Hold.Kind.REMOVE_HERE);
  }

  /// Disks on which no folder can be made, when there is no room.
  private static final class NoFolders extends CallsOfDisk {
    private final AtomicBoolean full;

    NoFolders(AtomicBoolean full) {
      this.full = full;
    }

    @Override
    public void before(String call, Object[] arguments) throws IOException {
      if (full.get() && call.equals("makeFolder") && arguments[0].toString().equals("zz"))
        throw new IOException("no room");
    }
  }

  @Test
  void anEditOfWhatWaitsIsKept() throws Exception {
    othersDelete();
    b.sync();
    b.write(photo(7), "edited");
    assertHolds(b.sync(), PHOTOS - 1, Hold.Kind.REMOVE_HERE);
    b.vault.answer(only(b).id(), true);
    assertThat(b.read(photo(7))).isEqualTo("edited");
    assertThat(b.has(photo(8))).isFalse();
    settle();
    assertThat(a.tree()).isEqualTo(b.tree());
  }
}
