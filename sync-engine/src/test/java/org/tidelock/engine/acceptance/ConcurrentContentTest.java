package org.tidelock.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Issue;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet.Device;
import org.tidelock.engine.sim.SimFleet.Operations;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;

/// What two persons make of one file without knowing of each other.
final class ConcurrentContentTest extends FleetFixture {
  /// A conflict copy of `f.txt`.
  private static final String COPY = "f \\(dev[ABC], 2026-06-03, [0-9a-f]{4}\\)\\.txt";

  /// `f.txt` with its copies, on all devices; the contents are these.
  private List<String> conflict(String... contents) throws Exception {
    SortedMap<String, String> tree = same();
    assertThat(tree.values()).containsExactlyInAnyOrder(contents);
    assertThat(tree).containsKey("f.txt");
    List<String> copies = tree.keySet().stream().filter(n -> !n.equals("f.txt")).toList();
    assertThat(copies).allMatch(name -> name.matches(COPY)).hasSize(contents.length - 1);
    return copies;
  }

  private static Set<String> conflicts(List<SyncReport> reports) {
    return reports.stream()
        .flatMap(r -> r.conflicts().stream())
        .map(SyncReport.Conflict::copy)
        .collect(Collectors.toSet());
  }

  @Acceptance(21)
  @Test
  void twoEditsAreOneNameAndOneCopy() throws Exception {
    threeDevices();
    both("f.txt", "base");
    a.user().write("f.txt", "of a");
    b.user().write("f.txt", "of b, longer");
    String copy = conflict("of a", "of b, longer").getFirst();
    for (Device device : devices())
      assertThat(device.vault().issues()).anyMatch(i -> i.path().equals(Optional.of(copy)));
  }

  @Acceptance(22)
  @Test
  void theSameEditTwiceIsNoConflict() throws Exception {
    twoDevices();
    both("f.txt", "base");
    a.user().write("f.txt", "the same");
    b.time().advance(Duration.ofMinutes(2));
    b.user().write("f.txt", "the same");
    assertThat(conflicts(settle())).isEmpty();
    assertThat(same()).isEqualTo(Map.of("f.txt", "the same"));
  }

  @Acceptance(23)
  @Test
  void twoNewFilesOfOneNameAreBothKept() throws Exception {
    twoDevices();
    a.user().write("f.txt", "of a");
    b.user().write("f.txt", "of b, longer");
    conflict("of a", "of b, longer");
  }

  @Acceptance(24)
  @Test
  void threeEditsAreOneNameAndTwoCopies() throws Exception {
    threeDevices();
    both("f.txt", "base");
    for (Device device : devices()) device.user().write("f.txt", "of " + devices().indexOf(device));
    conflict("of 0", "of 1", "of 2");
  }

  @Acceptance(25)
  @Test
  void anEditBeatsADeleteWhoeverIsFirst() throws Exception {
    twoDevices();
    both("f.txt", "base");
    both("g.txt", "base");
    a.user().write("f.txt", "edited");
    b.user().delete("f.txt");
    a.user().delete("g.txt");
    b.user().write("g.txt", "edited");
    assertAll(Map.of("f.txt", "edited", "g.txt", "edited"));
  }

  @Acceptance(26)
  @Test
  void twoDeletesAreOne() throws Exception {
    twoDevices();
    both("f.txt", "base");
    both("d/g.txt", "base");
    for (Device device : devices()) {
      device.user().delete("f.txt");
      device.user().delete("d");
    }
    assertAll(Map.of());
    assertThat(a.vault().listDeleted("")).hasSameSizeAs(b.vault().listDeleted(""));
  }

  @Acceptance(27)
  @Test
  void ofTwoRenamesOneWins() throws Exception {
    threeDevices();
    both("f.txt", "base");
    a.user().rename("f.txt", "of a.txt");
    b.user().rename("f.txt", "of b.txt");
    SortedMap<String, String> tree = same();
    assertThat(tree).hasSize(1).containsValue("base");
    assertThat(tree.firstKey()).isIn("of a.txt", "of b.txt");
  }

  @Acceptance(28)
  @Test
  void aRenameAndAnEditBothCount() throws Exception {
    twoDevices();
    both("f.txt", "base");
    both("g.txt", "base");
    a.user().rename("f.txt", "renamed f.txt");
    b.user().write("f.txt", "edited");
    a.user().write("g.txt", "edited");
    b.user().rename("g.txt", "renamed g.txt");
    assertAll(Map.of("renamed f.txt", "edited", "renamed g.txt", "edited"));
  }

  @Acceptance(29)
  @Test
  void whatIsRenamedStaysThoughItIsDeleted() throws Exception {
    twoDevices();
    both("f.txt", "base");
    both("g.txt", "base");
    a.user().rename("f.txt", "renamed f.txt");
    b.user().delete("f.txt");
    a.user().delete("g.txt");
    b.user().rename("g.txt", "renamed g.txt");
    assertAll(Map.of("renamed f.txt", "base", "renamed g.txt", "base"));
  }

  @Acceptance(30)
  @Test
  void aFileThatIsMovedToTwoFoldersIsInOne() throws Exception {
    twoDevices();
    both("f.txt", "base");
    a.user().makeFolder("one");
    a.user().makeFolder("two");
    settle();
    a.user().rename("f.txt", "one/f.txt");
    b.user().rename("f.txt", "two/f.txt");
    SortedMap<String, String> tree = same();
    assertThat(tree).hasSize(3).containsValue("base");
    assertThat(tree).containsAnyOf(Map.entry("one/f.txt", "base"), Map.entry("two/f.txt", "base"));
  }

  @Acceptance(31)
  @Test
  void twoFilesThatGetOneNameAreBothKept() throws Exception {
    twoDevices();
    both("one.txt", "1");
    both("two.txt", "2");
    a.user().rename("one.txt", "f.txt");
    b.user().rename("two.txt", "f.txt");
    conflict("1", "2");
  }

  @Acceptance(32)
  @Test
  void editsBesideACopyMakeNoCopyOfIt() throws Exception {
    twoDevices();
    both("f.txt", "base");
    a.user().write("f.txt", "of a");
    b.user().write("f.txt", "of b, longer");
    String copy = conflict("of a", "of b, longer").getFirst();
    a.user().write("f.txt", "going on");
    assertThat(same()).containsOnlyKeys("f.txt", copy).containsEntry("f.txt", "going on");
    b.user().write(copy, "the copy, edited");
    assertThat(same()).containsOnlyKeys("f.txt", copy).containsEntry(copy, "the copy, edited");
    a.user().write(copy, "by a");
    b.user().write(copy, "by b, longer");
    assertThat(same().keySet())
        .hasSize(3)
        .contains("f.txt", copy)
        .allMatch(name -> name.split("\\(", -1).length <= 3);
  }

  @Acceptance(34)
  @Test
  void whoDeletesTheCopyHasSettledTheConflictEverywhere() throws Exception {
    threeDevices();
    both("f.txt", "base");
    a.user().write("f.txt", "of a");
    b.user().write("f.txt", "of b, longer");
    String copy = conflict("of a", "of b, longer").getFirst();
    String kept = fleet.device(2).tree().get("f.txt");
    fleet.device(2).user().delete(copy);
    assertAll(Map.of("f.txt", kept));
    for (Device device : devices())
      assertThat(device.vault().issues()).noneMatch(i -> i.kind() == Issue.Kind.CONFLICT);
  }

  @Acceptance(36)
  @Test
  void aLongNameIsCutAndItsExtensionKept() throws Exception {
    twoDevices();
    String name = "x".repeat(251) + ".txt";
    both(name, "base");
    a.user().write(name, "of a");
    b.user().write(name, "of b, longer");
    SortedMap<String, String> tree = same();
    assertThat(tree.values()).containsExactlyInAnyOrder("of a", "of b, longer");
    assertThat(tree.keySet())
        .contains(name)
        .allMatch(n -> n.length() <= 255 && n.endsWith(".txt"))
        .anyMatch(n -> n.matches("x{200,} \\(dev[AB], 2026-06-03, [0-9a-f]{4}\\)\\.txt"));
  }

  @Acceptance(37)
  @Test
  void aCopyGivesWayToAFileThatHasItsNameWhoeverIsFirst() throws Exception {
    for (boolean ownFileIsFirst : new boolean[] {false, true}) {
      threeDevices();
      both("f.txt", "base");
      a.user().write("f.txt", "of a");
      b.user().write("f.txt", "of b, longer");
      a.sync();
      b.sync();
      a.sync();
      String name = a.tree().keySet().stream().filter(n -> n.matches(COPY)).findFirst().get();
      assertThat(b.tree()).isEqualTo(a.tree());
      String copied = a.tree().get(name);
      // It has not heard of the conflict.
      Device c = fleet.device(2);
      c.user().write(name, "somebody's own");
      if (ownFileIsFirst) {
        c.sync();
        b.sync();
      } else {
        a.user().write("beside", "1");
        a.sync();
        c.sync();
      }
      SortedMap<String, String> tree = same();
      tree.remove("beside");
      assertThat(tree).hasSize(3).containsEntry(name, "somebody's own").containsKey("f.txt");
      String digits = name.substring(0, name.indexOf(").txt"));
      assertThat(tree.keySet())
          .filteredOn(n -> n.startsWith(digits) && !n.equals(name))
          .singleElement(STRING)
          .matches(n -> n.length() == name.length() + 2)
          .satisfies(n -> assertThat(tree).containsEntry(n, copied));
      assertThat(tree.values()).contains("of a", "of b, longer");
    }
  }

  /// The name is the user's as long as she has a file of it, also if she has put the copy itself elsewhere.
  @Acceptance(37)
  @Test
  void aCopyThatIsRenamedLeavesItsNameToAnotherFile() throws Exception {
    threeDevices();
    both("f.txt", "base");
    a.user().write("f.txt", "of a");
    b.user().write("f.txt", "of b, longer");
    String copy = conflict("of a", "of b, longer").getFirst();
    String kept = a.tree().get(copy);
    b.user().rename(copy, "elsewhere.txt");
    settle();
    a.user().write("f.txt", "again of a");
    b.user().write("f.txt", "again of b, longer");
    String second = same().keySet().stream().filter(n -> n.matches(COPY)).findFirst().orElseThrow();
    Device c = fleet.device(2);
    c.user().rename(second, "moved.txt");
    c.user().write(second, "somebody's own");
    assertThat(same())
        .containsEntry("elsewhere.txt", kept)
        .containsEntry(second, "somebody's own")
        .containsKeys("moved.txt", "f.txt")
        .hasSize(4);
  }

  /// Decision 0156: one has recorded it, and could not send it.
  @Acceptance(38)
  @Test
  void whoGoesOnFromWhatBothMadeHasTheNameAndTheOtherIsACopy() throws Exception {
    threeDevices();
    both("f.txt", "base");
    recordsOnly(a, "what both made");
    b.user().write("f.txt", "what both made");
    b.sync();
    b.user().write("f.txt", "what both made, and more");
    b.sync();
    conflict("what both made", "what both made, and more");
    assertThat(a.tree()).containsEntry("f.txt", "what both made, and more");
  }

  @Acceptance(38)
  @Test
  void whoHasHeardThatTheOtherMadeTheSameGoesOnForBoth() throws Exception {
    threeDevices();
    both("f.txt", "base");
    recordsOnly(b, "what both made");
    a.user().write("f.txt", "what both made");
    a.sync();
    b.user().write("f.txt", "what both made, and more");
    assertThat(conflicts(settle())).isEmpty();
    assertAll(Map.of("f.txt", "what both made, and more"));
  }

  /// What it writes is recorded here, and waits to be sent.
  private static void recordsOnly(Device device, String text) throws Exception {
    device.user().write("f.txt", text);
    device
        .connection()
        .faults(
            new Faults.Script()
                .inFolder(Fault.Operation.CREATE, "log", Fault.REFUSED, 0, Integer.MAX_VALUE));
    assertThatThrownBy(device::sync).isInstanceOf(TidelockException.class);
    device.connection().faults(Faults.none());
  }

  /// Brought by other means: without a sync, b's engine does not know where it came from.
  @Acceptance(22)
  @Test
  void whoBringsWhatTheOtherMadeIsInNoConflict() throws Exception {
    twoDevices();
    both("f.txt", "base");
    a.user().write("f.txt", "base, more");
    a.sync();
    b.user().write("f.txt", "base, more");
    Operations before = a.operations();
    assertThat(conflicts(settle())).isEmpty();
    assertAll(Map.of("f.txt", "base, more"));
    assertThat(a.operations()).isEqualTo(before);
    b.user().write("f.txt", "base, more, and more");
    assertThat(conflicts(settle())).isEmpty();
    assertAll(Map.of("f.txt", "base, more, and more"));
  }

  @Acceptance(40)
  @Test
  void foldersThatDifferMeetWithoutLoss() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.LINUX);
    for (int i = 0; i < 12; i++) {
      a.user().write("d/" + i, "text " + i);
      b.user().write("d/" + i, i % 4 == 0 ? "of b " + i : "text " + i);
    }
    a.user().write("only a", "a");
    b.user().write("only b", "b");
    SortedMap<String, String> tree = same();
    assertThat(tree)
        .hasSize(1 + 12 + 3 + 2)
        .containsEntry("only a", "a")
        .containsEntry("only b", "b");
    for (int i = 0; i < 12; i++) assertThat(tree).containsValue("text " + i);
    for (int i = 0; i < 12; i += 4) assertThat(tree).containsValue("of b " + i);
    for (Device device : devices()) assertThat(device.vault().listDeleted("")).isEmpty();
  }
}
