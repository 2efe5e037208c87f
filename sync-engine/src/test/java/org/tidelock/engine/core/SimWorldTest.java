package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.sim.DiskTrouble;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimPlaces;
import org.tidelock.engine.sim.SimUser;
import org.tidelock.engine.sim.SimVolume;
import org.tidelock.engine.storage.MemoryStore;

/// The whole engine on one thread, over simulated disks, a storage in memory and a clock that a test moves.
final class SimWorldTest {
  private static final Instant START = Instant.parse("2026-06-03T12:00:00Z");

  @TempDir(factory = FastTempDir.class)
  Path root;

  /// Two devices, whose folders are of these kinds.
  private final class World implements AutoCloseable {
    final FakeTime time = new FakeTime(START);
    final SimPlaces places = new SimPlaces(new MemoryStore());
    final List<TestDevice> devices = new ArrayList<>();
    final SimUser onA;
    final SimUser onB;
    final Path at;

    World(String name, FileSystemMode first, FileSystemMode second) throws Exception {
      at = root.resolve(name);
      onA = mount("devA", first);
      onB = mount("devB", second);
      LocalVaults vaults =
          new LocalVaults(
              new Effects(new SecureRandom(), time, Runnable::run, Runnable::run, places),
              Argon2Params.FLOOR);
      devices.add(TestDevice.create(at, "devA", vaults));
      devices.add(TestDevice.join(at, "devB", vaults));
    }

    private SimUser mount(String device, FileSystemMode mode) {
      SimVolume volume = new SimVolume(mode, time, 7);
      places.mount(at.resolve("folder-" + device), volume, new DiskTrouble());
      return new SimUser(volume);
    }

    /// Returns the conflicts, of which both devices tell.
    Set<SyncReport.Conflict> sync() throws Exception {
      Set<SyncReport.Conflict> conflicts = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        for (TestDevice device : devices) {
          SyncReport report = device.sync();
          assertThat(report.problems()).isEmpty();
          conflicts.addAll(report.conflicts());
        }
        time.advance(Duration.ofMinutes(1));
      }
      return conflicts;
    }

    @Override
    public void close() {
      devices.forEach(TestDevice::close);
    }
  }

  private static List<FileSystemMode> modes() {
    return FileSystemMode.ALL;
  }

  @ParameterizedTest
  @MethodSource("modes")
  void twoDevicesComeToRestOnAnyFileSystem(FileSystemMode mode) throws Exception {
    try (World world = new World("world", FileSystemMode.LINUX, mode)) {
      tell(world, 30);
    }
  }

  private static void tell(World world, int files) throws Exception {
    for (int i = 0; i < files; i++) world.onA.write("d" + i % 7 + "/f" + i, "text " + i);
    world.onA.write("big", "0123456789".repeat(30_000));
    assertThat(world.sync()).isEmpty();
    assertThat(world.onB.tree())
        .isEqualTo(world.onA.tree())
        .containsEntry("d1/f1", "text 1")
        .hasSize(files + 7 + 1);

    world.onA.write("d1/f1", "of A");
    world.onB.write("d1/f1", "of B, longer");
    world.onA.rename("d2", "e2");
    world.onB.delete("d3");
    world.onB.save("d4/f4", "saved");
    assertThat(world.sync()).hasSize(1);
    assertThat(world.onB.tree())
        .isEqualTo(world.onA.tree())
        .containsKey("e2/f2")
        .containsEntry("d4/f4", "saved")
        .doesNotContainKeys("d2", "d3");
  }

  @Test
  void aSmallWorldIsQuick() throws Exception {
    List<Long> made = new ArrayList<>();
    List<Long> told = new ArrayList<>();
    int worlds = Integer.getInteger("tidelock.sim.worlds", 5);
    for (int i = 0; i < worlds; i++) {
      long start = System.nanoTime();
      try (World world = new World("world" + i, FileSystemMode.LINUX, FileSystemMode.LINUX)) {
        long begun = System.nanoTime();
        tell(world, 10);
        made.add((begun - start) / 1_000_000);
        told.add((System.nanoTime() - begun) / 1_000_000);
      }
    }
    System.out.println("SimWorldTest: ms to make a world " + made + ", to tell it " + told);
  }
}
