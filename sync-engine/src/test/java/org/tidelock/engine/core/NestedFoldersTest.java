package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A synced folder that lies in another one: its files belong to both, what Tidelock keeps in it to none.
final class NestedFoldersTest {
  @TempDir Path root;

  @Test
  void whatTidelockKeepsInAnInnerFolderIsNotSynced() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("inner/file", "for both");
      a.write("inner/.tidelock/root", "of the inner vault");
      a.write("inner/.tidelock/trash/old", "of the inner vault");
      a.sync();
      b.sync();
      assertThat(b.read("inner/file")).isEqualTo("for both");
      assertThat(b.has("inner/.tidelock")).isFalse();

      b.write("inner/.tidelock/root", "b's own");
      b.sync();
      a.sync();
      assertThat(a.read("inner/.tidelock/root")).isEqualTo("of the inner vault");
      TestDevice.deleteTree(a.folder.resolve("inner/.tidelock"));
      a.sync();
      b.sync();
      assertThat(b.read("inner/.tidelock/root")).isEqualTo("b's own");
      assertThat(Files.exists(a.folder.resolve("inner/.tidelock"))).isFalse();
    }
  }

  @Test
  void whatIsGivenThatNameLeavesTheSyncAndStaysHere() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("inner/tidelock-was/root", "recorded");
      a.sync();
      b.sync();
      a.move("inner/tidelock-was", "inner/.tidelock");
      b.write("inner/other", "goes on");
      a.sync();
      b.sync();
      a.sync();
      assertThat(b.has("inner/.tidelock")).isFalse();
      assertThat(b.has("inner/tidelock-was")).isFalse();
      assertThat(a.read("inner/.tidelock/root")).isEqualTo("recorded");
      assertThat(a.read("inner/other")).isEqualTo("goes on");
    }
  }
}
