package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.system.SystemHome;

/// kill -9 at any moment of a set-up or a sync, of either device, while users edit, rename and delete on both: the next run carries on, and in the
/// end both folders are equal, no version is lost, nothing is there twice, and nothing is left over (I6).
///
/// `-Dtidelock.seed=N` repeats the users' part of a run; the moments of the kills are the system's.
final class KillTest {
  private static final int KILLS_IN_A_WORLD = 12;
  private static final int MANY = 1_200;
  private static final int BIG = 50 << 20;
  private static final Set<String> PROFILE =
      Set.of(
          "lock",
          "index.db",
          "index.db-wal",
          "index.db-shm",
          "profile.properties",
          "choices.properties",
          "device",
          "profile-key",
          "profile-key.owned");

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final List<String> log = new ArrayList<>();
  private final Spans spans = new Spans();
  private int kills;
  private int escapes;

  @Acceptance({113, 114, 115, 117})
  @Test
  void twentyKillsLoseNothing() throws Exception {
    killSome(20);
  }

  @Test
  @Tag("heavy")
  void threeHundredKillsLoseNothing() throws Exception {
    killSome(300);
  }

  private void killSome(int wanted) throws Exception {
    long seed = Long.getLong("tidelock.seed", System.nanoTime() % 1_000_000_000);
    System.out.println("KillTest seed " + seed);
    Random random = new Random(seed);
    try {
      for (int n = 0; kills < wanted; n++) new World(n, random, wanted).run();
    } catch (Exception | AssertionError e) {
      log.forEach(System.out::println);
      throw new AssertionError("seed " + seed + " after " + kills + " kills", e);
    }
    System.out.println("KillTest: " + kills + " kills, " + escapes + " runs ended before theirs");
  }

  /// How long the runs of a kind take, so that kills come during most of them and not after.
  private static final class Spans {
    private final java.util.Map<String, Long> nanos = new java.util.HashMap<>();

    long draw(String kind, Random random) {
      return (long) (nanos.getOrDefault(kind, 1_500_000_000L) * random.nextDouble());
    }

    void survived(String kind, long moment) {
      nanos.compute(kind, (_, n) -> n == null ? moment : Math.max(n, moment + moment / 20));
    }

    void ended(String kind, long after) {
      nanos.put(kind, after);
    }
  }

  private final class World {
    private final Path place;
    private final Random random;
    private final int last;
    private final Ledger ledger = new Ledger();
    private final Fleet fleet;
    private final List<RandomUser> users = new ArrayList<>();
    private final Path temporary;

    World(int number, Random random, int wanted) throws IOException {
      this.random = random;
      this.last = Math.min(wanted, kills + KILLS_IN_A_WORLD);
      place = Files.createDirectories(root.resolve("world-" + number));
      temporary = Files.createDirectories(place.resolve("tmp"));
      fleet = new Fleet(place);
    }

    void run() throws Exception {
      try (fleet) {
        for (String name : List.of("devA", "devB")) boot(name);
        fleet.converge(random);
        check();
        for (int round = 0; kills < last; round++) {
          log.add("round " + round);
          if (random.nextBoolean()) alone(round);
          else together();
        }
      }
      TestDevice.deleteTree(place);
      log.clear();
    }

    /// A device is set up, and its folder has something to be sent with the first sync.
    private void boot(String name) throws Exception {
      Path folder = Files.createDirectories(place.resolve("folder-" + name));
      RandomUser user = new RandomUser(name, folder, random, ledger, 2 << 20, log::add);
      user.act(10);
      users.add(user);
      String command = fleet.devices.isEmpty() ? "create" : "join";
      if (random.nextInt(3) > 0) killWhile(name, command);
      if (Profile.isSetUp(new SystemHome(place.resolve("home-" + name))))
        fleet.devices.add(TestDevice.open(place, name, TestDevice.vaults()));
      else if (command.equals("create")) fleet.devices.add(TestDevice.create(place, name));
      else fleet.devices.add(TestDevice.join(place, name));
    }

    /// What one user does alone arrives exactly, whoever is killed on the way.
    private void alone(int round) throws Exception {
      int at = random.nextInt(2);
      TestDevice actor = fleet.devices.get(at);
      String kind = work(round, at);
      SortedMap<String, String> expected = Trees.withAttributes(actor.folder);
      if (random.nextBoolean()) {
        killSync(at, kind);
      } else {
        actor.sync();
        killSync(1 - at, kind);
      }
      if (random.nextInt(3) == 0) killSync(random.nextInt(2), kind);
      fleet.converge(random);
      assertThat(Trees.withAttributes(actor.folder)).isEqualTo(expected);
      check();
    }

    private String work(int round, int at) throws IOException {
      switch (round % 5) {
        case 1 -> {
          many(fleet.devices.get(at).folder);
          return "many";
        }
        case 3 -> {
          big(fleet.devices.get(at).folder);
          return "big";
        }
        default -> {
          users.get(at).act(1 + random.nextInt(8));
          return "few";
        }
      }
    }

    private void together() throws Exception {
      for (RandomUser user : users) user.act(1 + random.nextInt(6));
      int at = random.nextInt(2);
      if (random.nextBoolean()) fleet.devices.get(1 - at).sync();
      killSync(at, "few");
      if (random.nextBoolean()) users.get(random.nextInt(2)).act(1 + random.nextInt(3));
      if (random.nextBoolean()) killSync(random.nextInt(2), "few");
      fleet.converge(random);
      check();
    }

    private void many(Path folder) throws IOException {
      Path in = folder.resolve("many");
      log.add("many small files in " + folder);
      if (Files.isDirectory(in)) {
        Path renamed = folder.resolve("many" + random.nextInt(1000));
        if (Files.exists(renamed)) return;
        Files.move(in, renamed);
        for (String name : Fleet.entries(renamed)) {
          Path file = renamed.resolve(name);
          if (random.nextInt(3) > 0 || !Files.isRegularFile(file)) continue;
          ledger.destroyed(Trees.contentsOf(file));
          Files.delete(file);
        }
      } else {
        Files.createDirectories(in);
        for (int i = 0; i < MANY; i++)
          write(in.resolve("f" + i), ("small " + i + " " + random.nextLong()).getBytes());
      }
    }

    private void big(Path folder) throws IOException {
      Path file = folder.resolve("big");
      log.add("a big file in " + folder);
      if (Files.isDirectory(file) || Files.isSymbolicLink(file)) return;
      if (!Files.exists(file)) {
        byte[] bytes = new byte[BIG];
        random.nextBytes(bytes);
        write(file, bytes);
      } else {
        ledger.destroyed(Trees.contentsOf(file));
        byte[] bytes = new byte[3 << 20];
        random.nextBytes(bytes);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
          out.write(ByteBuffer.wrap(bytes), random.nextInt(BIG));
        }
        ledger.wrote(Trees.contentOf(file), file.toString());
      }
    }

    private void write(Path file, byte[] bytes) throws IOException {
      Files.write(file, bytes);
      ledger.wrote(Trees.contentOf(file), file.toString());
    }

    /// A sync of this device in another process is killed; the next run finishes.
    private void killSync(int at, String kind) throws Exception {
      TestDevice device = fleet.devices.get(at);
      device.vault.close();
      killWhile(at == 0 ? "devA" : "devB", "sync", kind);
      device.vault = device.vaults.open(device.home, java.util.Optional.empty());
      assertThat(device.sync().problems()).isEmpty();
    }

    private void killWhile(String name, String command) throws Exception {
      killWhile(name, command, command);
    }

    private void killWhile(String name, String command, String kind) throws Exception {
      try (ChildJava child =
          ChildJava.start(
              List.of(), List.of(), temporary, KillMain.class, place.toString(), name, command)) {
        boolean start = random.nextInt(8) == 0;
        if (!start) child.awaitSaid(KillMain.READY);
        long began = System.nanoTime();
        long moment = start ? random.nextInt(400) * 1_000_000L : spans.draw(kind, random);
        if (child.endsWithin(moment)) {
          if (!start) spans.ended(kind, System.nanoTime() - began);
          assertThat(child.await()).as(child.said()).isZero();
          escapes++;
        } else if (child.kill()) {
          kills++;
          if (!start) spans.survived(kind, moment);
        }
        log.add(command + " of " + name + ", " + kind + ", killed after " + moment / 1000 + " us");
      }
    }

    private void check() throws Exception {
      fleet.check(ledger);
      for (TestDevice device : fleet.devices) {
        assertThat(Fleet.entries(device.home)).isSubsetOf(PROFILE);
        assertThat(Fleet.entries(device.folder.resolve(".tidelock")))
            .isSubsetOf("generation", "root", "staging", "trash");
      }
      assertThat(Fleet.entries(temporary)).noneMatch(name -> name.startsWith("tidelock-"));
    }
  }
}
