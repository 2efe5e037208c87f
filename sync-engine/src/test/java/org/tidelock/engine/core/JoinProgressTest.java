package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Vault;

/// Whoever joins a vault with a long history is told how much of it was read.
final class JoinProgressTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void eachRecordThatWasReadIsTold() throws Exception {
    List<Progress> told = new ArrayList<>();
    try (TestDevice a = TestDevice.create(root, "a")) {
      for (int i = 0; i < 5; i++) {
        a.write("file", "text " + i);
        a.sync();
      }
      try (Vault joined =
          a.vaults.join(
              new JoinRequest(
                  root.resolve("home-b"),
                  TestDevice.storage(root),
                  root.resolve("folder-b"),
                  "b",
                  TestDevice.kit(root),
                  KeepUnlocked.FILE,
                  _ -> true),
              told::add)) {
        assertThat(joined.devices()).hasSize(2);
      }
    }
    assertThat(told).hasSizeGreaterThanOrEqualTo(5);
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i).phase()).isEqualTo(Progress.Phase.LEARNING);
      assertThat(told.get(i).files()).isEqualTo(i + 1);
      assertThat(told.get(i).totalFiles()).isEqualTo(told.size());
    }
  }
}
