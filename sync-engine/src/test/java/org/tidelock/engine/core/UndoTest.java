package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// Undoing batches, on two devices that have 60 files in a folder `photos`, in two folders there, and 20 others.
final class UndoTest extends HoldFixture {
  /// Each batch is a minute at most.
  private void later() throws InterruptedException {
    time.advance(Duration.ofHours(1));
  }

  private static UndoRequest newest(TestDevice device) throws Exception {
    return new UndoRequest.Batch(device.vault.batches(1).getFirst().id());
  }

  private static String id(TestDevice device) {
    return device.vault.devices().stream()
        .filter(DeviceInfo::thisDevice)
        .findFirst()
        .orElseThrow()
        .id();
  }

  private void assertBothAre(SortedMap<String, String> tree) throws Exception {
    settle();
    assertThat(a.tree()).isEqualTo(tree);
    assertThat(b.tree()).isEqualTo(tree);
    assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(a.vault.issues()).noneMatch(i -> i.code().equals("SYN-01"));
  }

  // Each kind of change

  @Test
  void anEditIsUndone() throws Exception {
    SortedMap<String, String> before = a.tree();
    later();
    a.write("notes/1", "edited");
    a.sync();
    b.sync();
    UndoReport report = b.vault.undo(newest(b));
    assertThat(report.reverted().paths()).containsExactly("notes/1");
    assertThat(report.left().count()).isZero();
    assertThat(b.read("notes/1")).isEqualTo("note 1");
    assertBothAre(before);
    assertThat(a.vault.history("notes/1")).hasSize(3);
  }

  @Test
  void aNewFolderIsRemoved() throws Exception {
    SortedMap<String, String> before = a.tree();
    later();
    a.write("new/deep/1", "one");
    a.write("new/2", "two");
    a.sync();
    b.sync();
    UndoReport report = b.vault.undo(newest(b));
    assertThat(report.removed().paths()).containsExactly("new", "new/2", "new/deep", "new/deep/1");
    assertThat(report.removed().bytes()).isEqualTo(6);
    assertBothAre(before);
  }

  @Test
  void aDeletedFolderComesBack() throws Exception {
    SortedMap<String, String> before = a.tree();
    later();
    deletePhotos(a, 0, 30);
    a.delete("photos/2019");
    a.sync();
    b.sync();
    assertThat(b.has("photos/2019")).isFalse();
    UndoReport report = a.vault.undo(newest(a));
    assertThat(report.back().count()).isEqualTo(31);
    assertThat(report.back().paths()).contains("photos/2019", photo(0));
    assertBothAre(before);
  }

  @Test
  void whatWasMovedGoesBack() throws Exception {
    SortedMap<String, String> before = a.tree();
    later();
    a.move("photos/2019", "notes/old");
    a.move("notes/3", "notes/three");
    a.sync();
    b.sync();
    UndoReport report = b.vault.undo(newest(b));
    assertThat(report.moved().paths()).containsExactly("notes/3", "photos/2019");
    assertBothAre(before);
  }

  /// Back in the order in which they were moved, the first move would put a folder into itself, and do nothing.
  @Test
  void foldersThatWereTurnedInsideOutGoBack() throws Exception {
    a.write("outer/middle/inner/file", "text");
    settle();
    SortedMap<String, String> before = a.tree();
    later();
    a.move("outer/middle/inner", "inner");
    a.sync();
    a.move("outer", "inner/outer");
    a.sync();
    b.sync();
    UndoReport report = b.vault.undo(newest(b));
    assertThat(report.left().count()).isZero();
    assertBothAre(before);
  }

  @Test
  void attributesAreUndone() throws Exception {
    later();
    Instant since = time.instant();
    a.setModified("notes/1", Instant.parse("2001-01-01T00:00:00Z"));
    a.sync();
    later();
    a.setModified("notes/1", Instant.parse("2002-01-01T00:00:00Z"));
    a.sync();
    b.sync();
    List<ChangeBatch> batches = b.vault.batches(2);
    assertThat(batches.getFirst().changed()).isEqualTo(1);
    b.vault.undo(new UndoRequest.Batch(batches.getFirst().id()));
    assertThat(b.modified("notes/1")).isEqualTo(Instant.parse("2001-01-01T00:00:00Z"));
    settle();
    UndoReport report = b.vault.undo(new UndoRequest.Since(id(a), since));
    assertThat(report.left().paths()).as("undone by somebody else already").contains("notes/1");
  }

  @Test
  void attributesOfSeveralBatchesAreUndone() throws Exception {
    Instant old = a.modified("notes/1");
    later();
    Instant since = time.instant();
    a.setModified("notes/1", Instant.parse("2001-01-01T00:00:00Z"));
    a.sync();
    later();
    a.setModified("notes/1", Instant.parse("2002-01-01T00:00:00Z"));
    a.sync();
    b.sync();
    b.vault.undo(new UndoRequest.Since(id(a), since));
    assertThat(b.modified("notes/1")).isEqualTo(old.truncatedTo(ChronoUnit.MICROS));
    settle();
    assertThat(a.modified("notes/1")).isEqualTo(old.truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void everythingAtOnceIsUndone() throws Exception {
    SortedMap<String, String> before = a.tree();
    later();
    a.write("notes/1", "edited");
    a.move("notes/1", "photos/one");
    a.write("notes/1", "another in its place");
    a.delete("notes/2");
    a.write("notes/2/in a folder now", "x");
    a.move("notes/4", "notes/swap");
    a.move("notes/5", "notes/4");
    a.move("notes/swap", "notes/5");
    a.sync();
    b.sync();
    b.vault.undo(newest(b));
    assertBothAre(before);
  }

  // What somebody has changed since

  @Test
  void whatWasEditedSinceStays() throws Exception {
    later();
    a.write("notes/1", "edited");
    a.write("notes/2", "edited");
    a.write("notes/new", "new");
    a.delete("notes/3");
    a.sync();
    b.sync();
    UndoRequest batch = newest(b);
    later();
    b.write("notes/1", "edited more");
    b.write("notes/new", "changed");
    UndoReport report = b.vault.undo(batch);
    assertThat(report.left().paths()).containsExactly("notes/1", "notes/new");
    assertThat(report.reverted().paths()).containsExactly("notes/2");
    assertThat(report.back().paths()).containsExactly("notes/3");
    settle();
    assertThat(a.read("notes/1")).isEqualTo("edited more");
    assertThat(a.read("notes/new")).isEqualTo("changed");
    assertThat(a.read("notes/2")).isEqualTo("note 2");
    assertThat(a.tree()).isEqualTo(b.tree());
  }

  @Test
  void aNewFolderInWhichSomethingElseIsByNowStays() throws Exception {
    later();
    a.write("new/1", "one");
    a.sync();
    b.sync();
    UndoRequest batch = newest(b);
    later();
    b.write("new/theirs", "theirs");
    UndoReport report = b.vault.undo(batch);
    assertThat(report.removed().paths()).containsExactly("new/1");
    assertThat(report.left().paths()).containsExactly("new");
    settle();
    assertThat(a.read("new/theirs")).isEqualTo("theirs");
    assertThat(a.has("new/1")).isFalse();
  }

  @Test
  void whatComesBackIntoADeletedFolderBringsItBack() throws Exception {
    later();
    a.delete(photo(0));
    a.sync();
    UndoRequest batch = newest(a);
    later();
    deletePhotos(a, 1, 30);
    a.delete("photos/2019");
    a.sync();
    b.sync();
    b.vault.undo(batch);
    settle();
    assertThat(a.read(photo(0))).isEqualTo("photo 0");
    assertThat(a.has(photo(1))).isFalse();
    assertThat(a.tree()).isEqualTo(b.tree());
  }

  @Test
  void whatOthersHaveDeletedTooStaysDeleted(
      @TempDir(factory = FastTempDir.class) Path before,
      @TempDir(factory = FastTempDir.class) Path after)
      throws Exception {
    Path storage = a.folder.resolveSibling("store");
    HostileScene.copy(storage, before);
    later();
    a.delete("notes/2");
    a.delete("notes/3");
    a.sync();
    UndoRequest batch = newest(a);
    HostileScene.copy(storage, after);
    HostileScene.replace(storage, before);
    b.delete("notes/2");
    b.sync();
    HostileScene.copyOver(after, storage);
    settle();
    UndoReport report = a.vault.undo(batch);
    assertThat(report.back().paths()).containsExactly("notes/3");
    settle();
    assertThat(a.has("notes/2")).isFalse();
    assertThat(b.has("notes/2")).isFalse();
    assertThat(b.read("notes/3")).isEqualTo("note 3");
  }

  /// It would have lived without the batch: an edit of the same device, which who deleted it had not seen, keeps it alive.
  @Test
  void whatAnEarlierEditOfTheSameDeviceKeepsAliveStays() throws Exception {
    later();
    b.write("notes/2", "edited, unseen by a");
    b.sync();
    a.delete("notes/2");
    a.vault.sync();
    b.sync();
    assertThat(b.read("notes/2")).isEqualTo("edited, unseen by a");
    later();
    b.move("notes/2", "notes/two");
    b.sync();
    UndoReport report = b.vault.undo(newest(b));
    assertThat(report.moved().paths()).containsExactly("notes/2");
    assertThat(report.removed().count()).isZero();
    settle();
    assertThat(a.read("notes/2")).isEqualTo("edited, unseen by a");
  }

  @Test
  void whatIsUnseenOnThisDiskIsRecordedFirst() throws Exception {
    later();
    a.write("notes/1", "edited");
    a.sync();
    b.sync();
    UndoRequest batch = newest(b);
    b.write("notes/1", "not recorded yet");
    UndoReport report = b.vault.undo(batch);
    assertThat(report.isNothing()).isTrue();
    assertThat(report.left().paths()).containsExactly("notes/1");
    assertThat(b.read("notes/1")).isEqualTo("not recorded yet");
  }

  @Test
  void theOtherSideOfAConflictWins() throws Exception {
    later();
    a.write("notes/1", "of a");
    b.write("notes/1", "of b");
    a.sync();
    UndoRequest batch = newest(a);
    b.sync();
    a.sync();
    assertThat(a.tree()).hasSize(b.tree().size());
    a.vault.undo(batch);
    settle();
    assertThat(a.read("notes/1")).isEqualTo("of b");
    assertThat(a.tree().keySet()).noneMatch(path -> path.contains("notes/1 ("));
    assertThat(a.tree()).isEqualTo(b.tree());
  }

  /// Of three, one that nobody wanted away went with it.
  @Test
  void theOtherSidesOfAConflictStay() throws Exception {
    try (TestDevice c = TestDevice.join(a.home.getParent(), "devC", a.vaults)) {
      c.sync();
      later();
      a.write("notes/1", "of a");
      b.write("notes/1", "of b");
      c.write("notes/1", "of c");
      a.sync();
      UndoRequest batch = newest(a);
      b.sync();
      c.sync();
      settle();
      a.vault.undo(batch);
      settle();
      c.sync();
      for (TestDevice device : List.of(a, b, c))
        assertThat(texts(device, "notes/1")).containsExactlyInAnyOrder("of b", "of c");
    }
  }

  /// Of a file and its conflict copies.
  private static List<String> texts(TestDevice device, String path) throws Exception {
    List<String> texts = new ArrayList<>();
    for (String file : device.tree().keySet())
      if (file.equals(path) || file.startsWith(path + " (")) texts.add(device.read(file));
    return texts;
  }

  // How much

  @Test
  void whatOneUndoesDoesNotWaitForAnAnswer() throws Exception {
    SortedMap<String, String> before = a.tree();
    later();
    for (int i = 0; i < 70; i++) a.write("many/" + i, "many " + i);
    a.sync();
    b.sync();
    UndoReport report = b.vault.undo(newest(b));
    assertThat(report.removed().count()).isEqualTo(71);
    assertThat(b.tree()).isEqualTo(before);
    assertHoldsNothing(b);
  }

  /// What comes back does not fit into one segment.
  @Test
  @Tag("heavy")
  void veryManyAreUndoneInSeveralCommits() throws Exception {
    int many = 17_000;
    later();
    for (int i = 0; i < many; i++) a.write("many/" + i % 100 + "/" + i, "");
    a.sync();
    later();
    TestDevice.deleteTree(a.folder.resolve("many"));
    a.sync();
    a.vault.answer(only(a).id(), true);
    assertThat(a.has("many")).isFalse();
    UndoReport report = a.vault.undo(newest(a));
    assertThat(report.back().count()).isEqualTo(many + 101);
    assertThat(report.back().paths()).hasSize(1_000);
    assertThat(a.tree().keySet().stream().filter(path -> path.startsWith("many/")))
        .hasSize(many + 100);
    assertThat(a.vault.batches(1).getFirst().added()).isEqualTo(many + 101);
  }

  @Test
  void allThatADeviceHasDoneSinceATimeIsUndone() throws Exception {
    later();
    a.write("notes/kept", "before");
    a.sync();
    b.sync();
    SortedMap<String, String> before = a.tree();
    later();
    Instant since = time.instant();
    a.write("notes/1", "edited");
    a.sync();
    b.sync();
    later();
    b.write("notes/theirs", "of b");
    b.sync();
    a.sync();
    later();
    a.delete("notes/2");
    a.write("notes/1", "edited again");
    a.sync();
    b.sync();
    UndoReport report = b.vault.undo(new UndoRequest.Since(id(a), since));
    assertThat(report.left().count()).isZero();
    before.put("notes/theirs", b.tree().get("notes/theirs"));
    assertBothAre(before);
  }

  @Test
  void anUndoCanBeUndone() throws Exception {
    later();
    a.write("notes/1", "edited");
    a.delete("notes/2");
    a.write("notes/new", "new");
    a.move("notes/3", "notes/three");
    a.sync();
    b.sync();
    SortedMap<String, String> after = b.tree();
    b.vault.undo(newest(b));
    later();
    assertThat(b.tree()).isNotEqualTo(after);
    b.vault.undo(newest(b));
    assertBothAre(after);
  }

  @Test
  void whatThisDeviceHasJustDoneIsUndoneAndDoneAgain() throws Exception {
    SortedMap<String, String> before = a.tree();
    later();
    a.write("notes/1", "edited");
    a.delete("notes/2");
    a.sync();
    SortedMap<String, String> after = a.tree();
    a.vault.undo(newest(a));
    assertThat(a.tree()).isEqualTo(before);
    a.vault.undo(newest(a));
    assertThat(a.tree()).isEqualTo(after);
    a.vault.undo(newest(a));
    assertBothAre(before);
  }

  @Test
  void whatWasBroughtBackAndEditedSinceStays() throws Exception {
    later();
    a.delete("notes/2");
    a.delete("notes/3");
    a.sync();
    a.vault.undo(newest(a));
    UndoRequest undo = newest(a);
    b.sync();
    b.write("notes/2", "edited since");
    b.sync();
    UndoReport report = a.vault.undo(undo);
    assertThat(report.removed().paths()).containsExactly("notes/3");
    settle();
    assertThat(a.read("notes/2")).isEqualTo("edited since");
    assertThat(b.has("notes/3")).isFalse();
  }

  @Test
  void undoneTwiceIsUndoneOnce() throws Exception {
    later();
    a.write("notes/1", "edited");
    a.write("notes/new", "new");
    a.sync();
    UndoRequest batch = newest(a);
    a.vault.undo(batch);
    SortedMap<String, String> undone = a.tree();
    UndoReport again = a.vault.undo(batch);
    assertThat(again.isNothing()).isTrue();
    assertBothAre(undone);
  }

  // What is told

  @Test
  void aPreviewChangesNothing() throws Exception {
    later();
    a.write("notes/1", "edited");
    a.delete("notes/2");
    a.sync();
    SortedMap<String, String> now = a.tree();
    UndoReport preview = a.vault.previewUndo(newest(a));
    assertBothAre(now);
    assertThat(a.vault.undo(newest(a))).isEqualTo(preview);
  }

  @Test
  void batchesAreMinutesOfOneDevice() throws Exception {
    int old = a.vault.batches(100).size();
    later();
    Instant first = time.instant();
    a.write("photos/2020/x/1", "one");
    a.sync();
    time.advance(Duration.ofSeconds(40));
    a.write("photos/2020/x/2", "two");
    a.write("photos/2020/31", "changed");
    a.sync();
    time.advance(Duration.ofSeconds(40));
    b.sync();
    b.delete("notes/1");
    b.move("notes/2", "notes/two");
    b.sync();
    a.sync();
    List<ChangeBatch> batches = a.vault.batches(100);
    assertThat(batches).hasSize(old + 2);
    ChangeBatch theirs = batches.getFirst();
    assertThat(theirs.device()).isEqualTo("devB");
    assertThat(theirs.thisDevice()).isFalse();
    assertThat(theirs.folder()).isEqualTo("notes");
    assertThat(theirs.deleted()).isEqualTo(1);
    assertThat(theirs.moved()).isEqualTo(1);
    ChangeBatch ours = batches.get(1);
    assertThat(ours.thisDevice()).isTrue();
    assertThat(ours.added()).isEqualTo(3);
    assertThat(ours.changed()).isEqualTo(1);
    assertThat(ours.folder()).isEqualTo("photos/2020");
    assertThat(ours.from()).isEqualTo(first);
    assertThat(ours.to()).isEqualTo(first.plusSeconds(40));
    assertThat(b.vault.batches(1)).extracting(ChangeBatch::id).containsExactly(theirs.id());
  }

  @Test
  void theActivityTellsOfIt() throws Exception {
    later();
    a.write("notes/1", "edited");
    a.delete("notes/2");
    a.sync();
    b.sync();
    b.vault.undo(newest(b));
    assertThat(b.vault.activity(10, Optional.empty()))
        .anySatisfy(
            line -> {
              assertThat(line.kind()).isEqualTo(Activity.Kind.UNDONE);
              assertThat(line.device()).isEqualTo("devA");
              assertThat(line.path()).isEqualTo("notes");
              assertThat(line.detail()).isEqualTo("2");
            });
  }

  @Test
  void whatDoesNotExistIsRefused() {
    for (UndoRequest wrong :
        List.of(new UndoRequest.Batch("00000000-7"), new UndoRequest.Since("x", time.instant())))
      assertThatThrownBy(() -> a.vault.previewUndo(wrong))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @Test
  void anUndoneDeletionWasNeverARestore() throws Exception {
    later();
    a.delete("notes/2");
    a.sync();
    a.vault.undo(newest(a));
    assertThatThrownBy(
            () ->
                a.vault.restore(
                    new RestoreRequest(
                        "notes/2", Optional.empty(), Optional.empty(), Optional.empty())))
        .isInstanceOf(TidelockException.class);
    assertThat(a.vault.history("notes/2")).hasSize(1);
  }

  // Clocks that are wrong

  /// `a` goes on with a clock of its own.
  private FakeTime clockOfA(Duration wrong) throws Exception {
    a.close();
    FakeTime clock = new FakeTime(time.instant().plus(wrong));
    a =
        TestDevice.open(
            a.home.getParent(), "devA", TestDevice.vaults(SystemEffects.create().at(clock)));
    return clock;
  }

  /// Its clock is two hours behind, or ahead.
  @ParameterizedTest
  @ValueSource(ints = {-2, 2})
  void whatADeviceDidSinceIsUndoneThoughItsClockIsWrong(int hours) throws Exception {
    FakeTime clock = clockOfA(Duration.ofHours(hours));
    a.write("notes/1", "wanted");
    settle();
    later();
    clock.advance(Duration.ofHours(1));
    Instant since = time.instant();
    a.write("notes/2", "harm");
    settle();
    UndoReport report = b.vault.undo(new UndoRequest.Since(id(a), since));
    assertThat(report.reverted().paths()).containsExactly("notes/2");
    assertThat(b.read("notes/1")).isEqualTo("wanted");
    assertThat(b.read("notes/2")).isEqualTo("note 2");
  }

  /// Nothing says any more when what arrived, but what was recorded here before and after.
  @ParameterizedTest
  @ValueSource(ints = {-2, 2})
  void whatWasSeenHereTellsWhereTheIndexWasLost(int hours) throws Exception {
    FakeTime clock = clockOfA(Duration.ofHours(hours));
    a.write("notes/1", "wanted");
    settle();
    b.write("notes/11", "of b, before");
    settle();
    later();
    clock.advance(Duration.ofHours(1));
    Instant since = time.instant();
    b.write("notes/12", "of b, later");
    settle();
    a.write("notes/2", "harm");
    settle();
    b.close();
    for (String file : new String[] {"index.db", "index.db-wal", "index.db-shm"})
      Files.deleteIfExists(b.home.resolve(file));
    b.restart();
    settle();
    UndoReport report = b.vault.undo(new UndoRequest.Since(id(a), since));
    assertThat(report.reverted().paths()).containsExactly("notes/2");
    assertThat(b.read("notes/1")).isEqualTo("wanted");
  }

  /// It has stopped in the middle of joining.
  @Test
  void ofADeviceThatHasDoneNothingThereIsNothingToUndo() throws Exception {
    Path root = a.folder.getParent();
    LocalVaults vaults = TestDevice.vaults(SystemEffects.create().at(time));
    SortedSet<Path> log = logOf(root);
    TestDevice c = TestDevice.join(root, "devC", vaults);
    UndoRequest ofC = new UndoRequest.Since(id(c), time.instant());
    c.close();
    for (Path each : logOf(root)) if (!log.contains(each)) Files.delete(each);
    try (TestDevice d = TestDevice.join(root, "devD", vaults)) {
      d.write("of d", "which has seen that c is there");
      d.sync();
      a.sync();
      assertThat(a.vault.previewUndo(ofC).isNothing()).isTrue();
      assertThat(a.vault.undo(ofC).isNothing()).isTrue();
    }
    UndoRequest ofNobody = new UndoRequest.Since("no device", time.instant());
    assertThatThrownBy(() -> a.vault.undo(ofNobody))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  private static SortedSet<Path> logOf(Path root) throws Exception {
    SortedSet<Path> files = new TreeSet<>();
    for (String part : List.of("log", "heads"))
      try (Stream<Path> all = Files.walk(root.resolve("store").resolve(part))) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
    return files;
  }
}
