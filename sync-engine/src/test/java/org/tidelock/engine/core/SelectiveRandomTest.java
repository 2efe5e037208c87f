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
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;

/// One device has all, another one whatever its person chooses, now and then anew, while both work and the second one dies at any moment. Nothing that nobody
/// deleted is ever missing from both folders, and what is chosen is equal; when all is chosen in the end, the folders are.
///
/// `-Dtidelock.seed=N` repeats one world; `-Dtidelock.worlds.seconds=N` goes on for longer.
final class SelectiveRandomTest {
  private static final int ROUNDS = 25;

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void whatIsChosenIsEqualAndNothingIsLost() throws Exception {
    int worlds = Worlds.run(6, 1, World::new);
    System.out.println("SelectiveRandomTest: " + worlds + " worlds of " + ROUNDS + " rounds");
  }

  private final class World implements Worlds.World {
    private final long seed;
    private final Random random;
    private final List<String> log = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final Path place;
    private final Crashes crashes = new Crashes();

    World(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.place = root.resolve("world-" + seed);
    }

    @Override
    public void run() throws Exception {
      Files.createDirectories(place);
      LocalVaults vaults = TestDevice.vaults(crashes);
      try (TestDevice a = TestDevice.create(place, "devA", vaults);
          TestDevice b = TestDevice.join(place, "devB", vaults)) {
        RandomUser first = new RandomUser("a", a.folder, random, ledger, 100_000, log::add);
        RandomUser second = new RandomUser("b", b.folder, random, ledger, 100_000, log::add);
        first.act(30);
        settle(a, b);
        for (int round = 0; round < ROUNDS; round++) {
          log.add("round " + round);
          for (int i = 1 + random.nextInt(4); i > 0; i--) {
            first.act(random.nextInt(4));
            second.act(random.nextInt(4));
            if (random.nextInt(3) == 0) a.sync();
            if (random.nextInt(3) == 0) choose(b);
            else if (random.nextInt(3) == 0) die(b, b::sync);
          }
          settle(a, b);
          check(a, b);
        }
        log.add("all is chosen");
        b.vault.select(VaultSelection.ALL);
        settle(a, b);
        assertThat(Trees.withAttributes(b.folder)).isEqualTo(Trees.withAttributes(a.folder));
        assertThat(ledger.missingFrom(Trees.contentsOf(a.folder))).isEmpty();
        System.out.println("seed " + seed + " went well");
      } catch (Exception | AssertionError e) {
        log.forEach(System.out::println);
        throw new AssertionError("seed " + seed, e);
      }
      TestDevice.deleteTree(place);
    }

    private void choose(TestDevice b) throws Exception {
      List<String> paths = new ArrayList<>();
      collect(b, "", paths);
      Mode mode = Mode.values()[random.nextInt(3)];
      Set<String> some = new TreeSet<>();
      for (int i = random.nextInt(4); i >= 0 && !paths.isEmpty(); i--)
        some.add(paths.get(random.nextInt(paths.size())));
      VaultSelection selection =
          mode == Mode.ALL || some.isEmpty()
              ? VaultSelection.ALL
              : new VaultSelection(mode, List.copyOf(some));
      log.add("b chooses " + selection);
      if (random.nextBoolean()) die(b, () -> b.vault.select(selection));
      else
        try {
          b.vault.select(selection);
        } catch (TidelockException e) {
          log.add("refused: " + e); // what others have deleted or moved since
        }
    }

    private void collect(TestDevice b, String folder, List<String> paths) throws Exception {
      for (FileEntry e : b.vault.list(folder, Optional.empty())) {
        paths.add(e.path());
        if (e.type() == Type.FOLDER) collect(b, e.path(), paths);
      }
    }

    private interface Doing {
      Object run() throws Exception;
    }

    private void die(TestDevice device, Doing doing) throws Exception {
      crashes.watch((LocalVault) device.vault);
      crashes.arm(1 + random.nextInt(80));
      try {
        doing.run();
      } catch (Crashes.Crash | TidelockException e) {
        log.add("ended by " + e);
      } finally {
        crashes.revive();
      }
      log.add(crashes.hasCrashed() ? "death before " + crashes.last() : "no death");
      crashes.disarm();
      device.restart();
    }

    /// Whatever waits is meant.
    private void settle(TestDevice a, TestDevice b) throws Exception {
      for (int i = 0; i < 4; i++)
        for (TestDevice device : List.of(a, b)) {
          device.sync();
          for (Hold hold : device.vault.holds()) device.vault.answer(hold.id(), true);
        }
    }

    private void check(TestDevice a, TestDevice b) throws Exception {
      Set<String> contents = new HashSet<>(Trees.contentsOf(a.folder));
      contents.addAll(Trees.contentsOf(b.folder));
      assertThat(ledger.missingFrom(contents)).isEmpty();
      SortedMap<String, String> all = Trees.withAttributes(a.folder);
      SortedMap<String, String> part = Trees.withAttributes(b.folder);
      Set<String> chosen = new TreeSet<>();
      for (String path : all.keySet()) if (isHere(b, path)) chosen.add(path);
      // This device's own things are in their places.
      for (Issue issue : b.vault.issues())
        if (issue.code().equals("LOC-20"))
          chosen.removeIf(path -> path.equals(issue.path().orElseThrow()));
      SortedMap<String, String> wanted = new TreeMap<>(all);
      wanted.keySet().retainAll(chosen);
      SortedMap<String, String> there = new TreeMap<>(part);
      there.keySet().retainAll(all.keySet());
      there.keySet().retainAll(chosen);
      assertThat(there).isEqualTo(wanted);
    }

    private boolean isHere(TestDevice b, String path) throws Exception {
      String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
      return b.vault.list(folder, Optional.empty()).stream()
          .anyMatch(e -> e.path().equals(path) && e.local() != Local.LEFT_OUT);
    }
  }
}
