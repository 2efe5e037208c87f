package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;

/// All that was synced is gone, but for what no device wants: that is no deletion of everything (decision 0097).
class EmptiedFolderTest extends TwoDevices {
  private void fill(int files) throws Exception {
    for (int i = 0; i < files; i++) a.write("f" + i, "file " + i);
    exchange();
  }

  private void empty(int files) throws Exception {
    for (int i = 0; i < files; i++) a.delete("f" + i);
  }

  private void assertRefusedAsEmptied(SortedMap<String, String> before) throws Exception {
    TidelockException e = catchThrowableOfType(TidelockException.class, a::sync);
    assertThat(e).as("it is refused").isNotNull();
    assertThat(e.happened().phrase()).isEqualTo(Happened.FOLDER_EMPTIED);
    b.sync();
    assertThat(b.tree()).isEqualTo(before);
    a.vault.restore(new RestoreRequest("", Optional.empty(), Optional.empty(), Optional.empty()));
    b.sync();
    assertThat(a.tree()).containsAllEntriesOf(before);
    assertThat(b.tree()).containsAllEntriesOf(before);
  }

  @Test
  void whatSystemsLeaveIsNothing() throws Exception {
    fill(2);
    SortedMap<String, String> before = b.tree();
    empty(2);
    a.write(".DS_Store", "junk");
    a.write("desktop.ini", "junk");
    a.write("Thumbs.db", "junk");
    a.write("lost+found/#123", "junk");
    a.write("$RECYCLE.BIN/desktop.ini", "junk");
    a.write("System Volume Information/IndexerVolumeGuid", "junk");
    a.write(".Trashes/501/x", "junk");
    assertRefusedAsEmptied(before);
  }

  @Test
  void whatIsLeftOutByRuleIsNothing() throws Exception {
    a.vault.addIgnorePattern("*.log");
    fill(3);
    SortedMap<String, String> before = b.tree();
    empty(3);
    a.write("build.log", "left out");
    assertRefusedAsEmptied(before);
  }

  /// A rule that came later is no reason to take the folder for an emptied one.
  @Test
  void whatWasSyncedAndIsLeftOutNowIsSomething() throws Exception {
    fill(3);
    a.vault.addIgnorePattern("f*");
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    b.sync();
    assertThat(b.tree()).hasSize(3);
  }

  /// Something else is there, so it may be meant: that is asked.
  @Test
  void whenAllOfSeveralFilesGoSomebodyIsAsked() throws Exception {
    fill(5);
    SortedMap<String, String> before = b.tree();
    empty(5);
    a.write("readme of the drive", "new");
    SyncReport report = a.sync();
    assertThat(report.held()).extracting(SyncReport.Held::count).containsExactly(5L);
    b.sync();
    assertThat(b.tree()).containsAllEntriesOf(before).hasSize(6);
    a.vault.answer(report.held().getFirst().id(), true);
    exchange();
    assertThat(b.tree()).isEqualTo(a.tree()).hasSize(1);
  }

  @Test
  void soItIsWhenAnotherDeviceHasDeletedAll() throws Exception {
    fill(5);
    SortedMap<String, String> before = b.tree();
    empty(5);
    a.write("readme of the drive", "new");
    a.vault.answer(a.sync().held().getFirst().id(), true);
    SyncReport report = b.sync();
    assertThat(report.held()).extracting(SyncReport.Held::count).containsExactly(5L);
    assertThat(b.tree()).containsAllEntriesOf(before);
    b.vault.answer(report.held().getFirst().id(), true);
    exchange();
    assertThat(b.tree()).isEqualTo(a.tree()).hasSize(1);
  }

  /// Whoever has a few files only is not asked whenever the last one goes.
  @Test
  void allOfAFewFilesMayGo() throws Exception {
    fill(4);
    empty(4);
    a.write("new", "new");
    assertThat(a.sync().held()).isEmpty();
    assertThat(b.sync().held()).isEmpty();
    assertThat(b.tree()).isEqualTo(a.tree()).hasSize(1);
  }

  /// Nor who has one file at a time.
  @Test
  void oneFileAfterTheOtherMayGo() throws Exception {
    for (int i = 0; i < 7; i++) {
      a.write("passing", "passing " + i);
      a.sync();
      a.delete("passing");
      a.write("new", "new " + i);
      assertThat(a.sync().held()).isEmpty();
      a.delete("new");
    }
  }

  @Test
  void whatIsMovedIntoOneFolderIsNotGone() throws Exception {
    fill(6);
    Files.createDirectory(a.folder.resolve("old"));
    for (int i = 0; i < 6; i++) a.move("f" + i, "old/f" + i);
    assertThat(a.sync().held()).isEmpty();
    b.sync();
    assertThat(b.tree()).isEqualTo(a.tree()).hasSize(7);
  }
}
