package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.OpenConflict.Keep;
import org.tidelock.engine.OpenConflict.Side;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;

/// Conflicts that a person settles, on two or three devices.
final class SettlingTest extends TwoDevices {
  private TestDevice third;

  @AfterEach
  void closeThird() {
    if (third != null) third.close();
  }

  /// Both have edited a file.
  private OpenConflict edited() throws Exception {
    a.write("d/plan.txt", "first");
    exchange();
    a.write("d/plan.txt", "of a");
    b.write("d/plan.txt", "of b!");
    exchange();
    return only();
  }

  /// Both have made a file.
  private OpenConflict made() throws Exception {
    a.write("plan.txt", "of a");
    b.write("plan.txt", "of b!");
    exchange();
    return only();
  }

  private OpenConflict only() throws Exception {
    exchange();
    assertThat(a.vault.conflicts()).hasSize(1);
    OpenConflict conflict = a.vault.conflicts().getFirst();
    assertThat(b.vault.conflicts())
        .singleElement()
        .satisfies(c -> assertThat(c.path()).isEqualTo(conflict.path()));
    return conflict;
  }

  private void assertSettled(String... files) throws Exception {
    exchange();
    TreeMap<String, String> expected = new TreeMap<>();
    for (int i = 0; i < files.length; i += 2) expected.put(files[i], files[i + 1]);
    for (TestDevice device : List.of(a, b)) {
      assertThat(device.vault.conflicts()).isEmpty();
      assertThat(device.vault.issues()).noneMatch(i -> i.code().equals("SYN-01"));
      TreeMap<String, String> there = new TreeMap<>();
      for (var e : device.tree().entrySet())
        if (!e.getValue().equals("folder")) there.put(e.getKey(), device.read(e.getKey()));
      assertThat(there).isEqualTo(expected);
    }
    assertThat(a.sync().conflicts()).isEmpty();
  }

  private String text(Side side) throws Exception {
    return a.read(side.path());
  }

  @Test
  void sidesAreListedWithTheirDevices() throws Exception {
    OpenConflict conflict = edited();
    assertThat(conflict.path()).isEqualTo("d/plan.txt");
    assertThat(conflict.sides()).hasSize(2);
    Side first = conflict.sides().getFirst();
    Side copy = conflict.sides().getLast();
    assertThat(first.path()).isEqualTo("d/plan.txt");
    assertThat(copy.path()).startsWith("d/plan (").endsWith(").txt");
    for (Side side : conflict.sides()) {
      boolean ours = text(side).equals("of a");
      assertThat(side.device()).isEqualTo(ours ? "a" : "b");
      assertThat(side.thisDevice()).isEqualTo(ours);
      assertThat(side.size()).isEqualTo(ours ? 4 : 5);
    }
    assertThat(first.device()).isNotEqualTo(copy.device());
  }

  @Test
  void theOneThatHasTheNameIsKept() throws Exception {
    OpenConflict conflict = edited();
    String kept = text(conflict.sides().getFirst());
    b.vault.settle(conflict.path(), Keep.THIS);
    assertSettled("d/plan.txt", kept);
    assertThat(a.vault.history("d/plan.txt")).hasSize(4);
  }

  @Test
  void theOtherOneIsKept() throws Exception {
    OpenConflict conflict = edited();
    String kept = text(conflict.sides().getLast());
    a.vault.settle(conflict.path(), Keep.OTHER);
    assertSettled("d/plan.txt", kept);
  }

  @Test
  void theCopyIsNamedAndKept() throws Exception {
    OpenConflict conflict = edited();
    String kept = text(conflict.sides().getLast());
    b.vault.settle(conflict.sides().getLast().path(), Keep.THIS);
    assertSettled("d/plan.txt", kept);
  }

  @Test
  void bothAreKeptAsFilesOfTheirOwn() throws Exception {
    OpenConflict conflict = edited();
    Side first = conflict.sides().getFirst();
    Side copy = conflict.sides().getLast();
    String one = text(first);
    String other = text(copy);
    a.vault.settle(conflict.path(), Keep.BOTH);
    assertSettled(first.path(), one, copy.path(), other);
    a.write(copy.path(), "edited on");
    exchange();
    assertThat(b.read(copy.path())).isEqualTo("edited on");
    assertThat(b.read("d/plan.txt")).isEqualTo(one);
  }

  @Test
  void ofTwoFilesThatWereMadeOneIsKept() throws Exception {
    OpenConflict conflict = made();
    String kept = text(conflict.sides().getLast());
    String other = text(conflict.sides().getFirst());
    b.vault.settle(conflict.path(), Keep.OTHER);
    assertSettled("plan.txt", kept);
    FileVersion lost =
        a.vault.history("plan.txt").stream()
            .filter(v -> v.size() == other.length())
            .findFirst()
            .orElseThrow();
    a.vault.restore(
        new RestoreRequest("plan.txt", Optional.of(lost.id()), Optional.empty(), Optional.empty()));
    assertThat(a.read("plan.txt")).as("the other one can be had back").isEqualTo(other);
  }

  @Test
  void ofTwoFilesThatWereMadeBothAreKept() throws Exception {
    OpenConflict conflict = made();
    Side copy = conflict.sides().getLast();
    String one = text(conflict.sides().getFirst());
    String other = text(copy);
    b.vault.settle(copy.path(), Keep.BOTH);
    assertSettled("plan.txt", one, copy.path(), other);
  }

  @Test
  void ofThreeOneIsNamed() throws Exception {
    third = TestDevice.join(root, "c");
    a.write("plan.txt", "first");
    exchange();
    third.sync();
    a.write("plan.txt", "of a");
    b.write("plan.txt", "of b!");
    third.write("plan.txt", "of c!!");
    third.sync();
    OpenConflict conflict = only();
    assertThat(conflict.sides()).hasSize(3);
    assertThatThrownBy(() -> a.vault.settle("plan.txt", Keep.OTHER))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    Side middle = conflict.sides().get(1);
    String kept = text(middle);
    a.vault.settle(middle.path(), Keep.THIS);
    assertSettled("plan.txt", kept);
    third.sync();
    assertThat(third.read("plan.txt")).isEqualTo(kept);
    assertThat(third.tree()).hasSize(1);
  }

  @Test
  void aFolderKeepsItsName() throws Exception {
    a.write("plan", "file");
    b.write("plan/inside", "inside");
    OpenConflict conflict = only();
    assertThat(conflict.path()).isEqualTo("plan");
    Side file = conflict.sides().getFirst();
    assertThat(conflict.sides()).hasSize(1);
    assertThatThrownBy(() -> a.vault.settle(file.path(), Keep.THIS))
        .isInstanceOf(TidelockException.class);
    a.vault.settle(file.path(), Keep.BOTH);
    assertSettled(file.path(), "file", "plan/inside", "inside");
  }

  /// Whoever edits a copy has made a file of its own of it.
  @Test
  void anEditThatNobodyHasSeenStays() throws Exception {
    OpenConflict conflict = edited();
    String copy = conflict.sides().getLast().path();
    b.write(copy, "edited after that");
    assertThatThrownBy(() -> b.vault.settle("d/plan.txt", Keep.THIS))
        .isInstanceOf(TidelockException.class);
    exchange();
    assertThat(a.read(copy)).isEqualTo("edited after that");
  }

  @Test
  void whereIsNoConflictNoneIsSettled() throws Exception {
    a.write("plan", "file");
    for (String path : List.of("plan", "nothing here", "", "no/folder"))
      for (Keep keep : Keep.values())
        assertThatThrownBy(() -> a.vault.settle(path, keep))
            .isInstanceOfSatisfying(
                TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }
}
