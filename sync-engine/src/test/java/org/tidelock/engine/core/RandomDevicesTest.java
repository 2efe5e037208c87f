package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.LocalPath;

/// Two or three devices whose users do anything at random, on real disks, while their syncs come in any order. Whenever all has come to rest, the
/// folders are equal, and nothing that nobody deleted is missing; and what one user does alone arrives exactly.
///
/// `-Dtidelock.seed=N` repeats one world; `-Dtidelock.worlds.seconds=N` goes on for longer.
final class RandomDevicesTest {
  private static final int ROUNDS = 25;

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void foldersStayEqualAndNothingIsLost() throws Exception {
    int worlds = Worlds.run(30, 1, World::new);
    System.out.println("RandomDevicesTest: " + worlds + " worlds of " + ROUNDS + " rounds");
  }

  /// One vault with its devices and their users.
  private final class World implements Worlds.World {
    private final long seed;
    private final Random random;
    private final List<String> log = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final List<RandomUser> users = new ArrayList<>();
    private final Fleet fleet;
    private final Crashes crashes = new Crashes();
    private final LocalVaults vaults = TestDevice.vaults(crashes);

    World(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.fleet = new Fleet(root.resolve("world-" + seed));
    }

    @Override
    public void run() throws Exception {
      try (fleet) {
        boot();
        for (int round = 0; round < ROUNDS; round++) {
          log.add("round " + round);
          if (random.nextInt(3) == 0) alone();
          else together();
          fleet.check(ledger);
        }
        newcomer();
      } catch (Exception | AssertionError e) {
        log.forEach(System.out::println);
        throw new AssertionError("seed " + seed, e);
      }
      TestDevice.deleteTree(fleet.root);
    }

    private void boot() throws Exception {
      Files.createDirectories(fleet.root);
      int count = 2 + random.nextInt(2);
      for (int i = 0; i < count; i++) {
        String name = "dev" + (char) ('A' + i);
        TestDevice device =
            i == 0
                ? TestDevice.create(fleet.root, name, vaults)
                : TestDevice.join(fleet.root, name, vaults);
        fleet.devices.add(device);
        users.add(new RandomUser(name, device.folder, random, ledger, 3 << 20, log::add));
      }
      users.getFirst().act(12);
      if (random.nextBoolean()) users.getLast().act(6); // two folders that meet
      fleet.converge(random);
      fleet.check(ledger);
    }

    /// One user works, the others rest: everywhere is what this user has, no more, no less.
    private void alone() throws Exception {
      int at = random.nextInt(users.size());
      for (int i = random.nextInt(3); i >= 0; i--) {
        users.get(at).act(1 + random.nextInt(5));
        if (random.nextInt(3) == 0) work(fleet.devices.get(at));
      }
      SortedMap<String, String> expected = Trees.withAttributes(fleet.devices.get(at).folder);
      fleet.converge(random);
      assertThat(Trees.withAttributes(fleet.devices.get(at).folder)).isEqualTo(expected);
    }

    private void together() throws Exception {
      for (int i = 2 + random.nextInt(8); i > 0; i--) {
        int at = random.nextInt(users.size());
        users.get(at).act(1 + random.nextInt(3));
        if (random.nextInt(2) == 0) work(fleet.devices.get(at));
      }
      fleet.converge(random);
    }

    /// A round of whatever sort: nothing here may depend on which one it is.
    private void work(TestDevice device) throws Exception {
      switch (random.nextInt(9)) {
        case 8 -> die(device);
        case 0 -> {
          log.add("restart of " + device.folder.getFileName());
          device.restart();
        }
        case 1, 2, 3 -> {
          Set<LocalPath> some = someFolders(device.folder);
          log.add("round of " + device.folder.getFileName() + " over " + some);
          ((LocalVault) device.vault).round(Optional.of(some));
        }
        default -> {
          log.add("sync of " + device.folder.getFileName());
          device.sync();
        }
      }
    }

    /// The device dies in the midst of a sync, and starts again.
    private void die(TestDevice device) throws Exception {
      long effect = 1 + random.nextInt(60);
      crashes.watch((LocalVault) device.vault);
      crashes.arm(effect);
      try {
        device.sync();
      } catch (Crashes.Crash | TidelockException e) {
        if (!crashes.hasCrashed()) throw e;
      } finally {
        crashes.revive();
      }
      log.add(
          "death of "
              + device.folder.getFileName()
              + (crashes.hasCrashed() ? " before " + crashes.last() : ": too late"));
      crashes.disarm();
      device.restart();
    }

    /// What a watcher that misses some may report.
    private Set<LocalPath> someFolders(Path folder) throws Exception {
      Set<LocalPath> some = new HashSet<>();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path p : all.filter(Files::isDirectory).sorted().toList())
          if (!p.toString().contains(".tidelock") && random.nextInt(3) == 0)
            some.add(local(folder.relativize(p)));
      }
      return some;
    }

    private static LocalPath local(Path relative) {
      LocalPath path = LocalPath.ROOT;
      for (Path name : relative) if (!name.toString().isEmpty()) path = path.child(name.toString());
      return path;
    }

    /// Whoever joins now gets the same, from the storage alone.
    private void newcomer() throws Exception {
      try (TestDevice late = TestDevice.join(fleet.root, "late")) {
        late.sync();
        assertThat(Trees.withAttributes(late.folder))
            .isEqualTo(Trees.withAttributes(fleet.devices.getFirst().folder));
      }
    }
  }
}
