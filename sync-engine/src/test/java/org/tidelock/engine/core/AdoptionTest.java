package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FastTempDir;

/// A device that has what another one has recorded sends nothing, but only if the storage really has it: what looks stored in the index alone may
/// live on this disk only (I3).
final class AdoptionTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final byte[] large = new byte[3_000_000];
  private final byte[] small = new byte[3_000];

  {
    new Random(1).nextBytes(large);
    new Random(2).nextBytes(small);
  }

  private interface Storage {
    void harm(Path pack) throws IOException;
  }

  @Test
  void whatTheStorageHasIsNotSentAgain() throws Exception {
    try (Fleet fleet = twoThatHaveTheSame(_ -> {})) {
      assertThat(fleet.devices.get(1).sync().sent().bytes()).isZero();
      fleet.converge(new Random(1));
      fleet.check(new Ledger());
    }
  }

  @Acceptance(133)
  @Test
  void whatTheStorageHasLostIsSentAgain() throws Exception {
    sentAgain(Files::delete);
  }

  @Acceptance(132)
  @Test
  void whatTheStorageHasAlteredIsSentAgain() throws Exception {
    sentAgain(
        pack -> {
          byte[] bytes = Files.readAllBytes(pack);
          for (int i = 0; i < bytes.length; i++) bytes[i] ^= 1;
          Files.write(pack, bytes);
        });
  }

  @Test
  void whatTheStorageHasCutOffIsSentAgain() throws Exception {
    sentAgain(
        pack -> {
          byte[] bytes = Files.readAllBytes(pack);
          Files.write(pack, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        });
  }

  private void sentAgain(Storage storage) throws Exception {
    try (Fleet fleet = twoThatHaveTheSame(storage)) {
      TestDevice b = fleet.devices.get(1);
      assertThat(b.sync().sent().files()).isEqualTo(3);
      b.sync();
      // Whoever comes now gets everything.
      TestDevice c = TestDevice.join(root, "devC");
      fleet.devices.add(c);
      c.sync();
      assertThat(Files.readAllBytes(c.folder.resolve("large"))).isEqualTo(large);
      assertThat(Files.readAllBytes(c.folder.resolve("sub/small"))).isEqualTo(small);
      for (TestDevice device : fleet.devices) device.sync();
      assertThat(Trees.of(fleet.devices.get(0).folder)).isEqualTo(Trees.of(c.folder)).hasSize(4);
      assertThat(Trees.of(b.folder)).isEqualTo(Trees.of(c.folder));
    }
  }

  /// One has sent it; the other has it, too, in the same places and in others, and has not looked yet.
  private Fleet twoThatHaveTheSame(Storage storage) throws Exception {
    Fleet fleet = new Fleet(root);
    TestDevice a = TestDevice.create(root, "devA");
    fleet.devices.add(a);
    fill(a);
    a.sync();
    TestDevice b = TestDevice.join(root, "devB");
    fleet.devices.add(b);
    fill(b);
    try (Stream<Path> packs = Files.walk(root.resolve("store/packs"))) {
      for (Path pack : packs.filter(Files::isRegularFile).toList()) storage.harm(pack);
    }
    return fleet;
  }

  private void fill(TestDevice device) throws IOException {
    for (String path : List.of("large", "sub/small", "small")) {
      device.write(path, path.equals("large") ? large : small);
      device.setModified(path, LONG_AGO);
    }
  }
}
