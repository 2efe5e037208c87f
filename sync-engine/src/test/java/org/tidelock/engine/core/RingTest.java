package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;

/// Two devices, one storage in a folder, real disks: what a user does, and what both folders hold afterwards.
final class RingTest {
  @TempDir Path root;

  private static void exchange(TestDevice... devices) throws Exception {
    for (int i = 0; i < 2; i++) for (TestDevice d : devices) d.sync();
  }

  @Acceptance(1)
  @Test
  void whatOneDeviceWritesTheOtherHas() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.write("notes/first.txt", "hello");
      a.write("notes/deep/er/second.bin", RandomBytes.of(3 << 20, 1));
      a.write("empty", "");
      Files.createDirectories(a.folder.resolve("nothing in here"));
      Files.createSymbolicLink(a.folder.resolve("link"), Path.of("notes/first.txt"));
      SyncReport sent = a.sync();
      assertThat(sent.state()).isEqualTo(State.UP_TO_DATE);
      assertThat(sent.sent().files()).isEqualTo(4);
      try (TestDevice b = TestDevice.join(root, "b")) {
        SyncReport received = b.sync();
        assertThat(received.received().files()).isEqualTo(4);
        assertThat(b.tree()).isEqualTo(a.tree());
        assertThat(a.sync().received().files()).isZero();
        assertThat(b.vault.status().state()).isEqualTo(State.UP_TO_DATE);
      }
    }
  }

  @Test
  void editsRenamesAndDeletesTravelBothWays() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      for (int i = 0; i < 20; i++) a.write("photos/p" + i, "picture " + i);
      a.write("plan.txt", "v1");
      exchange(a, b);
      assertThat(b.tree()).isEqualTo(a.tree());
      b.write("plan.txt", "v2");
      b.move("photos", "pictures");
      exchange(b, a);
      assertThat(a.read("plan.txt")).isEqualTo("v2");
      assertThat(a.has("photos")).isFalse();
      a.delete("pictures/p3");
      a.write("pictures/new", "x");
      exchange(a, b);
      assertThat(b.tree()).isEqualTo(a.tree());
      assertThat(b.has("pictures/p3")).isFalse();
    }
  }

  @Acceptance(21)
  @Test
  void twoEditsAreBothKeptUnderTheSameNamesEverywhere() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("doc.txt", "base");
      exchange(a, b);
      a.write("doc.txt", "from a, longer");
      b.write("doc.txt", "from b");
      a.sync();
      SyncReport report = b.sync();
      assertThat(report.conflicts()).hasSize(1);
      exchange(a, b);
      assertThat(a.tree()).isEqualTo(b.tree()).hasSize(2);
      assertThat(a.tree().keySet()).anyMatch(n -> n.startsWith("doc ("));
      assertThat(a.tree().values()).doesNotHaveDuplicates();
      a.write("doc.txt", "solved");
      exchange(a, b);
      assertThat(b.read("doc.txt")).isEqualTo("solved");
      assertThat(a.tree()).isEqualTo(b.tree()).hasSize(2);
    }
  }

  /// A file that is read again because it is "racy" may be the loser of a conflict by then.
  @Test
  void theLoserOfAConflictThatIsReadAgainIsKept() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("doc.txt", "base");
      exchange(a, b);
      a.write("doc.txt", "from a, longer");
      Files.setLastModifiedTime(
          a.folder.resolve("doc.txt"), FileTime.from(Instant.now().plusSeconds(3600)));
      b.write("doc.txt", "from b");
      exchange(a, b);
      exchange(a, b);
      assertThat(a.tree()).isEqualTo(b.tree()).hasSize(2);
      assertThat(a.tree().values()).doesNotHaveDuplicates();
    }
  }

  @Test
  void anEditBeatsADelete() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("other.txt", "so that the folder is not emptied");
      a.write("folder/kept.txt", "base");
      a.write("folder/gone.txt", "base");
      exchange(a, b);
      a.delete("folder");
      b.write("folder/kept.txt", "edited");
      exchange(a, b);
      assertThat(a.tree())
          .isEqualTo(b.tree())
          .containsOnlyKeys("folder", "folder/kept.txt", "other.txt");
      assertThat(a.read("folder/kept.txt")).isEqualTo("edited");
    }
  }

  @Acceptance(152)
  @Test
  void anEmptiedOrMissingFolderStopsAndDeletesNothing() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("one.txt", "1");
      a.write("two.txt", "2");
      exchange(a, b);
      a.delete("one.txt");
      a.delete("two.txt");
      assertStopped(a, "is gone");
      a.delete(".tidelock");
      assertStopped(a, "not marked");
      TestDevice.deleteTree(a.folder);
      assertStopped(a, "cannot be found");
      b.sync();
      assertThat(b.tree()).hasSize(2);
    }
  }

  private static void assertStopped(TestDevice device, String why) {
    assertThatThrownBy(device::sync)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NEEDS_YOU))
        .hasMessageContaining(why);
    assertThat(device.vault.status().state()).isEqualTo(State.STOPPED);
  }

  @Acceptance(39)
  @Test
  void aFolderThatHasTheSameFilesIsAdoptedWithoutTransfer() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      for (int i = 0; i < 10; i++) a.write("d/f" + i, "content " + i);
      a.sync();
      Path other = root.resolve("folder-b");
      for (String path : a.tree().keySet()) {
        Path to = other.resolve(path);
        if (Files.isDirectory(a.folder.resolve(path))) Files.createDirectories(to);
        else Files.copy(a.folder.resolve(path), to);
      }
      try (TestDevice b = TestDevice.join(root, "b")) {
        SyncReport report = b.sync();
        assertThat(report.sent().files()).isZero();
        assertThat(report.received().files()).isZero();
        assertThat(report.conflicts()).isEmpty();
        exchange(a, b);
        assertThat(a.tree()).isEqualTo(b.tree()).hasSize(11);
      }
    }
  }

  @Acceptance(165)
  @Test
  void aSecondSyncDoesNothing() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.write("x/y", "z");
      a.sync();
      long objects = objects();
      a.restart();
      SyncReport again = a.sync();
      assertThat(again.sent()).isEqualTo(new SyncReport.Moved(0, 0, 0));
      assertThat(objects()).isEqualTo(objects);
    }
  }

  @Acceptance(67)
  @Test
  void aCopyCostsNoContent() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("big", RandomBytes.of(20 << 20, 2));
      exchange(a, b);
      long before = bytes();
      a.write("copy", Files.readAllBytes(a.folder.resolve("big")));
      exchange(a, b);
      assertThat(bytes() - before).isLessThan(300_000);
      assertThat(b.tree()).isEqualTo(a.tree());
    }
  }

  private long objects() throws Exception {
    try (var files = Files.walk(root.resolve("store"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private long bytes() throws Exception {
    try (var files = Files.walk(root.resolve("store"))) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }
}
