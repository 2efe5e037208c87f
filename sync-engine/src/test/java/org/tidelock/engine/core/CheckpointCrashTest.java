package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.storage.ObjectName;

/// A device dies right before each effect of the writing of a checkpoint, the clearing of old ones included: nothing that it left does harm, and the next try has
/// another anchor.
final class CheckpointCrashTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Crashes crashes = new Crashes();

  @Test
  void whateverIsLeftIsNoCheckpointOrAWholeOne() throws Exception {
    try (TestDevice one = TestDevice.create(root, "one", TestDevice.vaults(crashes))) {
      one.write("a.txt", "a");
      one.sync();
      List<String> points = new ArrayList<>();
      Set<String> used = new HashSet<>();
      for (long k = 1; ; k++) {
        one.write("a.txt", "text " + k);
        one.sync();
        crashes.watch((LocalVault) one.vault);
        Set<String> before = new HashSet<>(names());
        boolean died = writeAndDie(one, k);
        one.restart();
        if (!died) break;
        points.add(crashes.last());
        check(one);
        Set<String> now = new HashSet<>();
        for (String name : names()) if (!before.contains(name)) now.add(name.substring(0, 49));
        for (String anchor : now) assertThat(used.add(anchor)).as(anchor).isTrue();
      }
      System.out.println("CheckpointCrashTest: " + points);
      assertThat(points).hasSizeGreaterThan(6);
      assertThat(CheckpointTest.write(one)).as("on an index that may be an older copy").isFalse();
      one.sync();
      assertThat(CheckpointTest.write(one)).isTrue();
      assertThat(manifests()).hasSize(2);
      assertThat(names()).hasSize(4);
      try (TestDevice two = TestDevice.join(root, "two")) {
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree());
        CheckpointTest.audit(two);
        assertThat(two.vault.issues()).noneMatch(i -> i.code().startsWith("SYN"));
      }
    }
  }

  private boolean writeAndDie(TestDevice device, long death) throws Exception {
    crashes.arm(death);
    try {
      CheckpointTest.write(device);
      return false;
    } catch (Crashes.Crash | TidelockException | RuntimeException e) {
      if (!crashes.hasCrashed()) throw e;
      return true;
    } finally {
      crashes.revive();
    }
  }

  /// Each manifest has its part, and the device goes on.
  private void check(TestDevice device) throws Exception {
    Set<String> names = new HashSet<>(names());
    for (String manifest : manifests())
      assertThat(names).contains(manifest.substring(0, manifest.length() - 1) + "1");
    device.sync();
    assertThat(device.vault.issues()).noneMatch(i -> i.code().startsWith("SYN"));
  }

  private List<String> names() throws Exception {
    return CheckpointTest.names(root.resolve("store/checkpoints"));
  }

  private List<String> manifests() throws Exception {
    return names().stream()
        .filter(n -> new ObjectName("checkpoints/" + n).asCheckpoint().orElseThrow().part() == 0)
        .toList();
  }
}
