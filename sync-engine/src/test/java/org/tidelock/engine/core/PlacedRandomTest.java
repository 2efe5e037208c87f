package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.Hold;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.PlacedFolder.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;

/// One device has all in one folder. On another one a person places folders elsewhere, ends that again, takes them away for a while and moves things between
/// them; both work, and the second device dies at any moment. Nothing that nobody deleted is ever missing from all of these folders, and in the end the
/// devices are equal, wherever things lie.
///
/// `-Dtidelock.seed=N` repeats one world; `-Dtidelock.worlds.seconds=N` goes on for longer.
final class PlacedRandomTest {
  private static final int ROUNDS = 25;
  private static final int FOLDERS = 3;
  private static final String ANCHOR = "anchor";

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void whateverLiesWhereDevicesAreEqualAndNothingIsLost() throws Exception {
    int worlds = Worlds.run(6, 1, World::new);
    System.out.println("PlacedRandomTest: " + worlds + " worlds of " + ROUNDS + " rounds");
  }

  private final class World implements Worlds.World {
    private final long seed;
    private final Random random;
    private final List<String> log = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final Path place;
    private final List<Path> others = new ArrayList<>();
    private final List<RandomUser> inOthers = new ArrayList<>();
    private final Crashes crashes = new Crashes();
    private int placed;
    private int ended;
    private int away;
    private int across;
    private int deaths;

    World(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.place = root.resolve("world-" + seed);
    }

    @Override
    public void run() throws Exception {
      for (int i = 0; i < FOLDERS; i++) {
        Path other = Files.createDirectories(place.resolve("other-" + i)).toRealPath();
        others.add(other);
        RandomUser user = new RandomUser("o" + i, other, random, ledger, 100_000, log::add);
        user.act(5);
        inOthers.add(user);
      }
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
            for (PlacedFolder p : b.vault.placedFolders())
              if (Files.isDirectory(p.place()))
                inOthers.get(others.indexOf(p.place())).act(random.nextInt(3));
            if (random.nextInt(3) == 0) a.sync();
            step(a, b);
          }
          settle(a, b);
          assertNothingIsMissing(a, b);
        }
        log.add("all is chosen");
        b.vault.select(VaultSelection.ALL);
        settle(a, b);
        assertThat(whole(b)).isEqualTo(Trees.withAttributes(a.folder));
        assertThat(ledger.missingFrom(contents(a, b))).isEmpty();
        System.out.println(
            "seed "
                + seed
                + " went well: "
                + placed
                + " placed, "
                + ended
                + " ended, "
                + away
                + " away, "
                + across
                + " moved across, "
                + deaths
                + " deaths");
      } catch (Exception | AssertionError e) {
        log.forEach(System.out::println);
        throw new AssertionError("seed " + seed, e);
      }
      TestDevice.deleteTree(place);
    }

    private void step(TestDevice a, TestDevice b) throws Exception {
      boolean none = b.vault.placedFolders().isEmpty();
      switch (none ? random.nextInt(3) * 7 : random.nextInt(8)) {
        case 0 -> doIt(b, "", this::placeOne);
        case 1 -> doIt(b, "", this::releaseOne);
        case 2 -> takeAwayForAWhile(a, b);
        case 3, 4 -> moveAcross(b);
        case 5, 6 -> die(b, b::sync);
        default -> b.sync();
      }
    }

    private interface Step {
      void run(TestDevice device) throws Exception;
    }

    private void doIt(TestDevice b, String what, Step step) throws Exception {
      if (random.nextBoolean()) die(b, () -> run(b, step));
      else run(b, step);
    }

    private boolean run(TestDevice b, Step step) throws Exception {
      try {
        step.run(b);
      } catch (TidelockException e) {
        log.add("refused: " + e.whatHappened());
      }
      return true;
    }

    private void placeOne(TestDevice b) throws Exception {
      Path other = others.get(random.nextInt(FOLDERS));
      List<String> names = new ArrayList<>(List.of("new" + random.nextInt(3)));
      for (FileEntry e : b.vault.list("", Optional.empty()))
        if (e.type() == Type.FOLDER) names.add(e.path());
      String name = names.get(random.nextInt(names.size()));
      log.add("b places " + name + " at " + other.getFileName());
      b.vault.placeFolder(other, Optional.of(name));
      placed++;
    }

    private void releaseOne(TestDevice b) throws Exception {
      List<PlacedFolder> all = b.vault.placedFolders();
      if (all.isEmpty()) return;
      PlacedFolder one = all.get(random.nextInt(all.size()));
      log.add("b ends " + one);
      b.vault.releaseFolder(one.place());
      ended++;
    }

    /// Meanwhile nothing of it goes anywhere else.
    private void takeAwayForAWhile(TestDevice a, TestDevice b) throws Exception {
      settle(a, b);
      List<PlacedFolder> all = b.vault.placedFolders();
      if (all.isEmpty()) return;
      PlacedFolder one = all.get(random.nextInt(all.size()));
      log.add("away: " + one);
      SortedMap<String, String> before = within(a, one.name());
      Path elsewhere = one.place().resolveSibling("away");
      Files.move(one.place(), elsewhere);
      away++;
      b.sync();
      if (random.nextBoolean()) die(b, b::sync);
      for (Hold hold : b.vault.holds()) b.vault.answer(hold.id(), true);
      a.sync();
      assertThat(within(a, one.name())).isEqualTo(before);
      Files.move(elsewhere, one.place());
    }

    private SortedMap<String, String> within(TestDevice device, String name) {
      SortedMap<String, String> part = Trees.withAttributes(device.folder);
      part.keySet().removeIf(path -> !path.equals(name) && !path.startsWith(name + "/"));
      return part;
    }

    /// By a person, as far as the names are free.
    private void moveAcross(TestDevice b) throws Exception {
      List<Path> tops = new ArrayList<>(List.of(b.folder));
      for (PlacedFolder p : b.vault.placedFolders()) tops.add(p.place());
      Path from = tops.get(random.nextInt(tops.size()));
      Path to = tops.get(random.nextInt(tops.size()));
      List<String> names = new ArrayList<>(Fleet.entries(from));
      names.remove(".tidelock");
      // An emptied folder stops syncing until its user says more.
      if (names.size() < 2 || from.equals(to)) return;
      String name = names.get(random.nextInt(names.size()));
      if (Files.exists(to.resolve(name), LinkOption.NOFOLLOW_LINKS)) return;
      log.add("moved across: " + from.getFileName() + " " + name + " -> " + to.getFileName());
      Files.move(from.resolve(name), to.resolve(name));
      across++;
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
      if (crashes.hasCrashed()) deaths++;
      log.add(crashes.hasCrashed() ? "death before " + crashes.last() : "no death");
      crashes.disarm();
      device.restart();
    }

    /// Whatever waits is meant, and an emptied folder gets something.
    private void settle(TestDevice a, TestDevice b) throws Exception {
      for (int i = 0; i < 5; i++)
        for (TestDevice device : List.of(a, b)) {
          for (PlacedFolder p : device.vault.placedFolders())
            if (p.state() == State.EMPTIED)
              Files.writeString(p.place().resolve(ANCHOR), "held since " + random.nextInt());
          device.sync();
          for (Hold hold : device.vault.holds()) device.vault.answer(hold.id(), true);
        }
      for (PlacedFolder p : b.vault.placedFolders()) assertThat(p.state()).isEqualTo(State.SYNCED);
    }

    private void assertNothingIsMissing(TestDevice a, TestDevice b) throws IOException {
      assertThat(ledger.missingFrom(contents(a, b))).isEmpty();
    }

    private Set<String> contents(TestDevice a, TestDevice b) throws IOException {
      Set<String> contents = new HashSet<>(Trees.contentsOf(a.folder));
      contents.addAll(Trees.contentsOf(b.folder));
      for (Path other : others) contents.addAll(Trees.contentsOf(other));
      return contents;
    }

    /// What `b` has of the vault, wherever it lies.
    private SortedMap<String, String> whole(TestDevice b) {
      SortedMap<String, String> whole = new TreeMap<>(Trees.withAttributes(b.folder));
      for (PlacedFolder p : b.vault.placedFolders()) {
        String name = p.name();
        whole.keySet().removeIf(path -> path.equals(name) || path.startsWith(name + "/"));
        whole.put(name, "folder");
        Trees.withAttributes(p.place()).forEach((path, what) -> whole.put(name + "/" + path, what));
      }
      return whole;
    }
  }
}
