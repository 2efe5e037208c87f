package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FastTempDir;

/// What random users have found, told briefly.
final class RegressionTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private static void exchange(TestDevice... devices) throws Exception {
    for (int i = 0; i < 3; i++) for (TestDevice d : devices) d.sync();
  }

  @Test
  void aFileThatWasDeletedAndMadeAnewReplacesTheOldOne() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("d/f", "first");
      a.write("d/g", "other");
      exchange(a, b);
      a.delete("d/f");
      a.sync();
      a.write("d/f", "second, made anew");
      exchange(a, b);
      assertThat(b.tree()).isEqualTo(a.tree()).containsOnlyKeys("d", "d/f", "d/g");
    }
  }

  @Test
  void aFolderThatBecameAFileBecomesOneEverywhere() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("kind/now", "in a folder");
      a.write("other", "x");
      exchange(a, b);
      a.delete("kind");
      a.write("kind", "a file");
      exchange(a, b);
      assertThat(b.tree()).isEqualTo(a.tree()).containsOnlyKeys("kind", "other");
    }
  }

  /// Only the bytes tell: size and time are the same, and renaming touches all else.
  @Acceptance(87)
  @Test
  void anEditThatKeepsSizeAndTimeIsFoundEvenInARenamedFile() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("f", "one");
      a.setModified("f", Instant.ofEpochSecond(1_700_000_000));
      exchange(a, b);
      a.write("f", "two");
      a.setModified("f", Instant.ofEpochSecond(1_700_000_000));
      a.move("f", "g");
      exchange(a, b);
      assertThat(b.read("g")).isEqualTo("two");
    }
  }

  @Acceptance(56)
  @Test
  void aFileMayTurnIntoAFolderAndBack() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("kind", "a file");
      a.write("other", "x");
      exchange(a, b);
      b.delete("kind");
      b.write("kind/now", "in a folder");
      exchange(a, b);
      assertThat(a.tree()).isEqualTo(b.tree()).containsOnlyKeys("kind", "kind/now", "other");
      a.delete("kind");
      a.write("kind", "a file");
      exchange(a, b);
      assertThat(b.tree()).isEqualTo(a.tree()).containsOnlyKeys("kind", "other");
    }
  }

  @Test
  void aConflictCopyMayBeDeletedWhileTheOtherVersionIsEdited() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("doc", "base");
      exchange(a, b);
      a.write("doc", "of a");
      b.write("doc", "of b");
      exchange(a, b);
      for (String name : a.tree().keySet()) if (!name.equals("doc")) a.delete(name);
      a.write("doc", "solved");
      exchange(a, b);
      assertThat(a.tree()).isEqualTo(b.tree()).containsOnlyKeys("doc");
      assertThat(b.read("doc")).isEqualTo("solved");
    }
  }

  /// The watcher has not told of the move yet when the folder is to go.
  @Test
  void aFolderWhoseFileWasMovedOutUnseenIsLookedAtBeforeItGoes() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("d/moved", "x");
      a.write("d/gone", "y");
      a.write("other", "z");
      exchange(a, b);
      a.delete("d");
      a.sync();
      b.move("d/moved", "saved");
      ((LocalVault) b.vault).round(Optional.of(Set.of()));
      exchange(a, b);
      assertThat(b.tree()).isEqualTo(a.tree()).containsOnlyKeys("other", "saved");
    }
  }
}
