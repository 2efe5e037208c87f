package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;

/// While A has no storage its user works, and so does B's, whose changes A learns only afterwards, right before it records its own. They are
/// concurrent all the same, as A's user had not seen them (decisions/0001).
final class OutageTest extends TroubledPair {
  @BeforeEach
  void together() throws Exception {
    a.write("doc.txt", "base");
    a.write("folder/one.txt", "1");
    a.write("folder/two.txt", "2");
    exchange();
    ofA.connection.away(true);
  }

  private void exchange() throws Exception {
    for (int i = 0; i < 3; i++) {
      a.sync();
      b.sync();
    }
    assertThat(a.tree()).isEqualTo(b.tree());
  }

  /// A's sync fails, B's is sent; then A's storage is back.
  private void outage() throws Exception {
    syncInVain();
    b.sync();
    syncInVain();
    a.restart();
    ofA.connection.away(false);
    exchange();
  }

  private void syncInVain() {
    assertThatThrownBy(a::sync)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    assertThat(a.vault.status().state()).isEqualTo(State.OFFLINE);
  }

  @Test
  void whatWasDoneBeforeTheStorageWentIsCounted() throws Exception {
    ofA.connection.away(false);
    a.write("of a", "sent");
    b.write("of b", "12345");
    b.sync();
    ofA.connection.faults(
        new Faults.Script().inFolder(Fault.Operation.LIST, "heads", Fault.REFUSED, 1, 99));
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    ofA.connection.faults(Faults.none());
    assertThat(a.has("of b")).isTrue();
    SyncReport.Traffic moved = a.vault.moved();
    assertThat(List.of(moved.sent().files(), moved.sent().bytes())).containsExactly(1L, 4L);
    assertThat(List.of(moved.received().files(), moved.received().bytes())).containsExactly(1L, 5L);
    assertThat(moved.sent().requests()).isPositive();
    a.vault.close();
    assertThat(a.vault.moved()).as("closed").isEqualTo(moved);
    a.vault = a.vaults.open(a.home, java.util.Optional.empty());
    SyncReport report = a.sync();
    assertThat(a.vault.moved())
        .as("that of the last round")
        .isEqualTo(new SyncReport.Traffic(report.sent(), report.received()));
    assertThat(a.vault.moved().hasFiles()).isFalse();
  }

  private TreeSet<String> names() {
    return new TreeSet<>(a.tree().keySet());
  }

  @Test
  void twoEditsAreAConflict() throws Exception {
    a.write("doc.txt", "of a");
    b.write("doc.txt", "of b, longer");
    outage();
    assertThat(a.tree().values()).doesNotHaveDuplicates();
    assertThat(names()).hasSize(5).anyMatch(n -> n.startsWith("doc ("));
  }

  @Test
  void anEditDuringItBeatsADeleteElsewhere() throws Exception {
    a.write("doc.txt", "of a");
    b.delete("doc.txt");
    outage();
    assertThat(a.read("doc.txt")).isEqualTo("of a");
  }

  @Test
  void aDeleteDuringItTakesNoEditElsewhere() throws Exception {
    a.delete("doc.txt");
    b.write("doc.txt", "of b");
    outage();
    assertThat(a.read("doc.txt")).isEqualTo("of b");
  }

  @Test
  void aDeleteDuringItTakesNothingThatWasRenamedElsewhere() throws Exception {
    a.delete("doc.txt");
    b.move("doc.txt", "new name.txt");
    outage();
    assertThat(names()).contains("new name.txt").doesNotContain("doc.txt");
  }

  @Test
  void aFolderDeletedDuringItKeepsWhatIsNewInItElsewhere() throws Exception {
    a.delete("folder");
    b.write("folder/three.txt", "3");
    b.write("folder/two.txt", "2, edited");
    outage();
    assertThat(names()).containsExactly("doc.txt", "folder", "folder/three.txt", "folder/two.txt");
    assertThat(a.read("folder/two.txt")).isEqualTo("2, edited");
  }

  @Test
  void aFolderDeletedDuringItStaysIfItWasRenamedElsewhere() throws Exception {
    a.delete("folder");
    b.move("folder", "renamed");
    outage();
    assertThat(names()).containsExactly("doc.txt", "renamed", "renamed/one.txt", "renamed/two.txt");
  }

  @Test
  void aRenameDuringItAndAnEditElsewhereBothCount() throws Exception {
    a.move("doc.txt", "new name.txt");
    b.write("doc.txt", "of b");
    outage();
    assertThat(a.read("new name.txt")).isEqualTo("of b");
    assertThat(names()).doesNotContain("doc.txt");
  }

  @Test
  void twoRenamesLeaveOneFile() throws Exception {
    a.move("doc.txt", "name of a.txt");
    b.move("doc.txt", "name of b.txt");
    outage();
    assertThat(names()).hasSize(4);
  }

  @Test
  void whatIsNewUnderOneNameIsKeptTwice() throws Exception {
    a.write("new.txt", "of a");
    b.write("new.txt", "of b, longer");
    outage();
    assertThat(a.tree().values()).doesNotHaveDuplicates();
    assertThat(names()).hasSize(6).contains("new.txt");
  }

  @Test
  void theSameEditOnBothIsNone() throws Exception {
    a.write("doc.txt", "the same");
    b.write("doc.txt", "the same");
    outage();
    assertThat(names()).hasSize(4);
  }

  /// Edited twice during the outage: the vault gets what is there when the storage is back.
  @Test
  void whatStillWaitsIsCounted() throws Exception {
    a.write("doc.txt", "first");
    syncInVain();
    a.write("doc.txt", "second");
    a.write("folder/new.txt", "new");
    a.vault.look();
    assertThat(a.vault.status().waiting()).isEqualTo(2);
    outage();
    assertThat(a.vault.status().waiting()).isZero();
    assertThat(b.read("doc.txt")).isEqualTo("second");
  }
}
