package org.tidelock.engine.acceptance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet.Device;
import org.tidelock.engine.sim.SimFleet.Operations;

/// What one person does, and what the other device then has.
final class PropagationTest extends FleetFixture {
  /// What no file is that a person writes by hand.
  private static String large() {
    return IntStream.range(0, 400_000)
        .mapToObj(i -> Integer.toHexString(i * 0x9E3779B9))
        .collect(joining());
  }

  @Acceptance(2)
  @Test
  void aChangeIsEverywhereAndWhatWasThereIsInTheHistory() throws Exception {
    twoDevices();
    both("f", "first");
    a.user().write("f", "second");
    assertAll(Map.of("f", "second"));
    List<FileVersion> history = b.vault().history("f");
    assertThat(history).extracting(FileVersion::size).containsExactly(6L, 5L);
    b.vault()
        .restore(
            new RestoreRequest(
                "f", Optional.of(history.getLast().id()), Optional.empty(), Optional.empty()));
    assertAll(Map.of("f", "first"));
  }

  @Acceptance(3)
  @Test
  void whatIsDeletedIsGoneEverywhereAndInTheTrashForThirtyDays() throws Exception {
    twoDevices();
    both("f", "text");
    a.user().delete("f");
    assertAll(Map.of());
    assertThat(b.trash()).containsOnlyOnce("text");
    fleet.pass(Duration.ofDays(29));
    settle();
    assertThat(b.trash()).contains("text");
    // Not by the clock alone, which may be wrong.
    fleet.pass(Duration.ofDays(2));
    settle();
    assertThat(b.trash()).contains("text");
    for (int day = 0; day < 7; day++) {
      fleet.pass(Duration.ofDays(1));
      settle();
    }
    assertThat(b.trash()).doesNotContain("text");
  }

  @Acceptance(4)
  @Test
  void anEmptyFileNeedsNoPack() throws Exception {
    twoDevices();
    long packs = packs();
    a.user().write("f", "");
    assertAll(Map.of("f", ""));
    assertThat(packs()).isEqualTo(packs);
    a.user().write("f", "no more");
    assertAll(Map.of("f", "no more"));
    a.user().write("f", "");
    assertAll(Map.of("f", ""));
  }

  @Acceptance(5)
  @Test
  void emptyFoldersComeAndGo() throws Exception {
    twoDevices();
    a.user().makeFolder("one");
    a.user().makeFolder("in/another");
    assertAll(Map.of("one", "/", "in", "/", "in/another", "/"));
    b.user().delete("one");
    b.user().delete("in/another");
    assertAll(Map.of("in", "/"));
  }

  @Acceptance(6)
  @Test
  void aDeepTreeThatIsMadeAtOnceArrives() throws Exception {
    twoDevices();
    Map<String, String> tree = new TreeMap<>();
    String path = "";
    for (int depth = 0; depth < 40; depth++) {
      path += "folder" + depth;
      tree.put(path, "/");
      path += "/";
      tree.put(path + "file", "text " + depth);
      a.user().write(path + "file", "text " + depth);
    }
    assertAll(tree);
  }

  @Acceptance({7, 8})
  @Test
  void aRenameAndAMoveAreOneOperationEachAndNoBytes() throws Exception {
    twoDevices();
    both("f", "text");
    both("in/g", "other");
    long packs = packs();
    Operations before = a.operations();
    a.user().rename("f", "renamed");
    a.sync();
    assertThat(a.operations()).isEqualTo(before.plus(1, 0, 0));
    a.user().rename("in/g", "g");
    SyncReport report = a.sync();
    assertThat(a.operations()).isEqualTo(before.plus(2, 0, 0));
    assertThat(report.sent().bytes()).isZero();
    assertThat(b.sync().received().files()).isZero();
    assertAll(Map.of("renamed", "text", "in", "/", "g", "other"));
    assertThat(packs()).isEqualTo(packs);
    assertThat(moves(b)).containsExactlyInAnyOrder("move f renamed", "move in/g g");
  }

  private static List<String> moves(Device device) {
    return device.calls().stream()
        .filter(call -> call.startsWith("move ") && !call.contains(".tidelock"))
        .toList();
  }

  @Acceptance(9)
  @Test
  void aFolderIsRenamedByOneOperationAndOneCall() throws Exception {
    twoDevices();
    for (int i = 0; i < 50; i++) a.user().write("folder/in" + i % 5 + "/" + i, "text " + i);
    settle();
    Operations before = a.operations();
    a.user().rename("folder", "renamed");
    Map<String, String> tree = same();
    assertThat(tree).containsEntry("renamed/in1/6", "text 6").doesNotContainKey("folder");
    assertThat(a.operations()).isEqualTo(before.plus(1, 0, 0));
    assertThat(moves(b)).containsExactly("move folder renamed");
  }

  @Acceptance(10)
  @Test
  void whatIsRenamedAndEditedAtOnceKeepsItsHistory() throws Exception {
    twoDevices();
    both("f", "first");
    Operations before = a.operations();
    a.user().rename("f", "g");
    a.user().append("g", ", and more");
    assertAll(Map.of("g", "first, and more"));
    assertThat(a.operations()).isEqualTo(before.plus(1, 1, 0));
    assertThat(b.vault().history("g")).extracting(FileVersion::size).containsExactly(15L, 5L);
    assertThat(b.vault().listDeleted("")).isEmpty();
  }

  @Acceptance(11)
  @Test
  void aTouchArrivesWithoutBytes() throws Exception {
    twoDevices();
    both("f", "text");
    Operations before = a.operations();
    long packs = packs();
    Instant time = Instant.parse("2001-02-03T04:05:06.789Z");
    a.user().touch("f", time);
    List<SyncReport> reports = settle();
    assertThat(b.user().modified("f")).isEqualTo(time);
    assertThat(reports).allMatch(r -> r.conflicts().isEmpty() && r.received().files() == 0);
    assertThat(packs()).isEqualTo(packs);
    assertThat(b.operations()).as("an attribute is none of these").isEqualTo(before);
  }

  @Acceptance({11, 22})
  @Test
  void touchesOnBothSidesAreNoConflict() throws Exception {
    twoDevices();
    both("f", "text");
    a.user().touch("f", Instant.parse("2001-02-03T04:05:06Z"));
    b.user().touch("f", Instant.parse("2002-02-03T04:05:06Z"));
    assertThat(same()).isEqualTo(Map.of("f", "text"));
  }

  @Acceptance(value = 12, needs = "Windows")
  @Test
  void theExecutableFlagArrivesAndOutlivesAVisitToWindows() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS, FileSystemMode.LINUX);
    both("tool", "first");
    long packs = packs();
    a.user().setExecutable("tool", true);
    settle();
    assertThat(packs()).isEqualTo(packs);
    assertThat(fleet.device(2).user().permissions("tool")).isEqualTo("rwxr-xr-x");
    b.user().write("tool", "edited on Windows");
    assertAll(Map.of("tool", "edited on Windows"));
    for (Device linux : List.of(a, fleet.device(2)))
      assertThat(linux.user().permissions("tool")).isEqualTo("rwxr-xr-x");
    a.user().setExecutable("tool", false);
    settle();
    assertThat(fleet.device(2).user().permissions("tool")).isEqualTo("rw-r--r--");
  }

  @Acceptance({14, 15})
  @Test
  void aFileGrowsAndShrinksExactly() throws Exception {
    twoDevices();
    String text = large();
    both("f", text);
    a.user().append("f", "a little more");
    assertAll(Map.of("f", text + "a little more"));
    for (int size : new int[] {text.length() / 2, 1000, 1, 0}) {
      a.user().write("f", text.substring(0, size));
      assertAll(Map.of("f", text.substring(0, size)));
    }
  }

  @Acceptance(17)
  @Test
  void whatIsDeletedAndMadeAgainIsTheNewOne() throws Exception {
    twoDevices();
    both("f", "old");
    both("in/g", "old");
    a.user().delete("f");
    a.user().write("f", "new");
    a.user().delete("in");
    a.sync();
    a.user().write("in/g", "new");
    assertAll(Map.of("f", "new", "in", "/", "in/g", "new"));
  }

  @Acceptance(18)
  @Test
  void whatIsGoneBeforeItWasSeenIsNotRecorded() throws Exception {
    twoDevices();
    Operations before = a.operations();
    long segments = segments();
    a.user().write("f", "text");
    a.user().write("in/g", "text");
    a.user().delete("f");
    a.user().delete("in");
    assertAll(Map.of());
    assertThat(b.operations()).isEqualTo(before);
    assertThat(segments()).isEqualTo(segments);
  }

  @Acceptance(19)
  @Test
  void aBurstOfEverythingEndsExactly() throws Exception {
    twoDevices();
    for (int i = 0; i < 60; i++) a.user().write("d" + i % 6 + "/f" + i, "text " + i);
    settle();
    for (int i = 0; i < 60; i++) {
      String path = "d" + i % 6 + "/f" + i;
      switch (i % 5) {
        case 0 -> a.user().write(path, "edited " + i);
        case 1 -> a.user().rename(path, "d" + (i + 1) % 6 + "/g" + i);
        case 2 -> a.user().delete(path);
        case 3 -> {
          a.user().rename(path, "moved" + i);
          a.user().save("moved" + i, "saved " + i);
        }
        default -> a.user().write("new" + i + "/in/it", "new " + i);
      }
    }
    a.user().rename("d0", "e0");
    a.user().rename("d1", "d0");
    Map<String, String> meant = a.tree();
    assertThat(same()).isEqualTo(meant);
  }
}
