package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;

/// What interrupted work left behind goes, also where a vault is never synced by hand but watched.
final class LeftoversTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private TestDevice device;

  @BeforeEach
  void makeVault() throws Exception {
    device = TestDevice.create(root, "device");
  }

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void aWatchersWholeRoundClearsTheFolder() throws Exception {
    Path own = device.folder.resolve(".tidelock");
    Path staged = Files.writeString(own.resolve("staging/left"), "half a file");
    Path old = own.resolve("trash/2020-01-01/1/file");
    Files.createDirectories(old.getParent());
    Files.writeString(old, "deleted long ago");
    ((LocalVault) device.vault).round(Optional.empty());
    assertThat(staged).doesNotExist();
    assertThat(old).doesNotExist();
  }
}
