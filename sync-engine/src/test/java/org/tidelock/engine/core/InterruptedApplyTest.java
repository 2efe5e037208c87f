package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.effects.CallsOfDisk;

/// Somebody stops a round while it changes the folder: what was done by then is known to be done.
class InterruptedApplyTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private int moves = Integer.MAX_VALUE;

  /// Interrupts whoever does the last of [#moves].
  private final class Stopping extends CallsOfDisk {
    @Override
    public void after(String call, Object[] arguments) {
      if (call.equals("move") && --moves == 0) Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatWasRemovedBeforeIsNoDeletionOfThisDevices() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", TestDevice.vaults(new Stopping()));
        TestDevice b = TestDevice.join(root, "b")) {
      for (int i = 0; i < 40; i++) a.write("old/" + i, "old " + i);
      a.write("kept", "kept");
      a.sync();
      b.sync();
      for (int i = 0; i < 40; i++) b.delete("old/" + i);
      b.sync();
      moves = 30;
      assertThatThrownBy(a::sync).isInstanceOf(InterruptedException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      try (Stream<Path> left = Files.list(a.folder.resolve("old"))) {
        long there = left.count();
        assertThat(there).isBetween(1L, 39L);
        assertThat(a.vault.status().files()).isEqualTo(1 + there);
      }
      a.sync();
      assertThat(a.tree()).isEqualTo(b.tree());
    }
  }

  @Test
  void whatWasBroughtBeforeIsNotReadAgain() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a", TestDevice.vaults(new Stopping()));
        TestDevice b = TestDevice.join(root, "b")) {
      a.sync();
      b.write("large", RandomBytes.of(3 << 20, 1));
      for (int i = 0; i < 10; i++) b.write("new " + i, "new " + i);
      b.sync();
      moves = 5;
      assertThatThrownBy(a::sync).isInstanceOf(InterruptedException.class);
      long there = a.tree().size();
      assertThat(a.vault.status().files()).isEqualTo(there);
      a.sync();
      assertThat(a.tree()).isEqualTo(b.tree());
    }
  }
}
