package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.SyncReport;

/// More files than one commit takes: while one commit is written, the files of the next one are read already.
final class ManyFilesTest {
  private static final int FILES = 4000;
  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void manyNewFilesComeInSeveralCommitsAndAreAdoptedByADeviceThatHasThem() throws Exception {
    try (Fleet fleet = new Fleet(root)) {
      TestDevice a = TestDevice.create(root, "devA");
      TestDevice b = TestDevice.join(root, "devB");
      TestDevice c = TestDevice.join(root, "devC");
      fleet.devices.addAll(java.util.List.of(a, b, c));
      write(a);
      write(b);

      assertThat(a.sync().sent().files()).isEqualTo(FILES);
      SyncReport adopted = b.sync();
      assertThat(adopted.sent().files()).isZero();
      assertThat(adopted.received().files()).isZero();
      assertThat(c.sync().received().files()).isEqualTo(FILES);
      assertThat(Trees.of(c.folder)).isEqualTo(Trees.of(a.folder));
      fleet.converge(new Random(1));
      fleet.check(new Ledger());
    }
  }

  @Acceptance(40)
  @Test
  void manyFilesThatEachDeviceHasAtTheSamePlacesWithOtherBytesAreConflictsWithoutLoss()
      throws Exception {
    try (Fleet fleet = new Fleet(root)) {
      TestDevice a = TestDevice.create(root, "devA");
      TestDevice b = TestDevice.join(root, "devB");
      fleet.devices.addAll(java.util.List.of(a, b));
      write(a);
      write(b);
      for (int i = 0; i < FILES; i += 400) b.write(path(i), "of B " + i);

      a.sync();
      assertThat(b.sync().conflicts()).hasSize(FILES / 400);
      fleet.converge(new Random(2));
      assertThat(Trees.of(a.folder)).hasSize(FILES + FILES / 400 + FILES / 50 + 1);
      fleet.check(new Ledger());
    }
  }

  private static String path(int i) {
    return "all/" + i / 50 + "/" + i;
  }

  /// Sizes of which many files have the same.
  private static void write(TestDevice device) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = new byte[random.nextInt(1, 300)];
      random.nextBytes(bytes);
      device.write(path(i), bytes);
      device.setModified(path(i), LONG_AGO);
    }
  }
}
