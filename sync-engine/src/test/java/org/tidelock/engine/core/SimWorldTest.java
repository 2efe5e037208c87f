package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.engine.Acceptance;
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
    final DiskTrouble troubleOnA = new DiskTrouble();
    final SimUser onA;
    final SimUser onB;
    final Path at;

    World(String name, FileSystemMode first, FileSystemMode second) throws Exception {
      at = root.resolve(name);
      onA = mount("devA", first, troubleOnA);
      onB = mount("devB", second, new DiskTrouble());
      LocalVaults vaults =
          TestDevice.vaults(
              new Effects(new SecureRandom(), time, Runnable::run, Runnable::run, places));
      devices.add(TestDevice.create(at, "devA", vaults));
      devices.add(TestDevice.join(at, "devB", vaults));
    }

    private SimUser mount(String device, FileSystemMode mode, DiskTrouble trouble) {
      SimVolume volume = new SimVolume(mode, time, 7);
      places.mount(at.resolve("folder-" + device), volume, trouble);
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

    void cutThePowerOfA(int seed) throws Exception {
      // The first numbers of seeds that lie close together are alike.
      onA.volume().crash(new Random(seed * 0x9E3779B97F4A7C15L));
      devices.get(0).restart();
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

  /// What an editor wrote is in memory for half a minute. If the power fails then, nobody but the editor has lost anything, and what was synced comes back
  /// to where it was: a lost or empty file must not be taken for what the user wants.
  @Acceptance(118)
  @Test
  void whatWasRecordedOutlivesAPowerCut() throws Exception {
    try (World world = new World("world", FileSystemMode.LINUX, FileSystemMode.LINUX)) {
      world.onA.write("saved", "0");
      world.onA.write("rewritten", "0");
      world.onA.write("moved0", "moved");
      world.onA.write("parent0/in", "in a folder");
      world.onA.write("gone0", "gone");
      world.sync();
      for (int seed = 0; seed < 20; seed++) {
        String text = "text ".repeat(2_000) + seed;
        world.onA.write("folder" + seed + "/new", text);
        world.onA.link("folder" + seed + "/link", "new");
        world.onA.write("folder" + seed + "/unpacked", text);
        world.onA.touch("folder" + seed + "/unpacked", Instant.parse("2001-02-03T04:05:06Z"));
        world.onA.save("saved", text);
        world.onA.write("rewritten", text);
        world.onA.rename("moved" + seed, "folder" + seed + "/moved");
        world.onA.write("moved" + (seed + 1), "moved");
        world.onA.rename("parent" + seed, "parent" + (seed + 1));
        world.onA.delete("gone" + seed);
        world.onA.write("gone" + (seed + 1), "gone");
        SortedMap<String, String> tree = world.onA.tree();
        world.devices.get(0).sync();
        world.cutThePowerOfA(seed);
        assertThat(world.onA.tree()).as("seed " + seed).isEqualTo(tree);
        assertThat(world.sync()).isEmpty();
        assertThat(world.onB.tree()).as("seed " + seed).isEqualTo(tree);
      }
    }
  }

  /// Who brings his copy of everything along has it taken for what the vault has, without a word in the log: that, too, has to be on the drive before the
  /// index says that it is there.
  @Acceptance(118)
  @Test
  void whatWasAdoptedOutlivesAPowerCut() throws Exception {
    try (World world = new World("world", FileSystemMode.LINUX, FileSystemMode.LINUX)) {
      for (int seed = 0; seed < 20; seed++) {
        for (SimUser user : List.of(world.onB, world.onA)) {
          user.write("folder" + seed + "/same", "text ".repeat(2_000) + seed);
          if (user == world.onB) world.devices.get(1).sync();
        }
        SortedMap<String, String> tree = world.onA.tree();
        assertThat(world.devices.get(0).sync().sent().files()).isZero();
        world.cutThePowerOfA(seed);
        assertThat(world.sync()).isEmpty();
        assertThat(world.onA.tree()).as("seed " + seed).isEqualTo(tree);
        assertThat(world.onB.tree()).as("seed " + seed).isEqualTo(tree);
      }
    }
  }

  @Test
  void whoeverInterruptsTheForcingRecordsNothing() throws Exception {
    try (World world = new World("world", FileSystemMode.LINUX, FileSystemMode.LINUX)) {
      world.troubleOnA.meddle(
          (call, paths) -> {
            if (call.equals("secure")) throw new ClosedByInterruptException();
          });
      world.onA.write("file", "text");
      assertThatThrownBy(world.devices.get(0)::sync).isInstanceOf(InterruptedException.class);
      world.onA.delete("file");
      world.sync();
      assertThat(world.onB.tree()).isEmpty();
      assertThat(world.devices.get(1).vault.listDeleted("")).isEmpty();
    }
  }

  /// The worse the drive, the more it matters that the storage has what is on it.
  @Test
  void aDriveThatKeepsNothingHindersNoSync() throws Exception {
    try (World world = new World("world", FileSystemMode.LINUX, FileSystemMode.LINUX)) {
      List<String> refused = new ArrayList<>();
      world.troubleOnA.meddle(
          (call, paths) -> {
            if (!call.equals("secure")) return;
            refused.add(call);
            throw new IOException("Input/output error");
          });
      world.onA.write("file", "text");
      world.sync();
      assertThat(refused).isNotEmpty();
      assertThat(world.onB.tree()).isEqualTo(Map.of("file", "text"));
    }
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

  /// Where the disk takes both for one name (sync.md 3.8); also before anything of this start was synced.
  @ParameterizedTest
  @MethodSource("modes")
  void rulesTakeForOneNameWhatTheDiskDoes(FileSystemMode mode) throws Exception {
    try (World world = new World("world", mode, FileSystemMode.LINUX)) {
      boolean tells = mode.can(FileSystemMode.Ability.TELLS_CASE);
      TestDevice a = world.devices.get(0);
      a.vault.addIgnorePattern("*.TMP");
      a.vault.addIgnorePattern("Build/");
      a.restart();
      assertThat(a.vault.ignoredBy("x.tmp").isPresent()).isNotEqualTo(tells);
      world.onA.write("x.tmp", "x");
      world.onA.write("build/out", "out");
      world.onA.write("text", "text");
      world.sync();
      assertThat(world.onB.has("text")).isTrue();
      assertThat(world.onB.has("x.tmp")).isEqualTo(tells);
      assertThat(world.onB.has("build/out")).isEqualTo(tells);
      assertThat(a.vault.why("x.tmp").toString().contains("*.TMP")).isNotEqualTo(tells);
    }
  }
}
