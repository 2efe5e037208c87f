package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.Hold;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.Shell;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.PrivateFolder;

/// Three devices, each a process that watches a real folder, on one storage folder: their persons work all the time, while processes are killed and started again,
/// stopped and continued as by sleep, and the storage goes away, comes back and gets foreign files. Every minute or so there is peace: then all folders are
/// equal and nothing that nobody deleted is missing. In the end each tree of a peace can be brought back as it was.
///
/// `-Dtidelock.soak.minutes=N` (60) says how long; `-Dtidelock.seed=N` repeats the persons' part.
@Tag("heavy")
final class SoakTest {
  private static final List<String> NAMES = List.of("devA", "devB", "devC");
  private static final Duration BETWEEN_PEACES = Duration.ofSeconds(50);

  /// A watch looks at a folder storage every 30 s at the latest; the machine may be busy.
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final List<String> log = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final List<RandomUser> users = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final List<Peace> peaces = new ArrayList<>();

  /// Contents that nobody has knowingly destroyed and that are in no folder: a person wrote over what the engine had brought the moment before. They have to be in the
  /// history.
  private final Set<String> overwritten = new TreeSet<>();

  private int kills;
  private int sleeps;
  private int faults;
  private int answers;

  /// What all folders were at a time.
  private record Peace(Instant time, SortedMap<String, String> tree) {}

  @Test
  void anHourOfEverythingEndsInEqualTrees() throws Exception {
    long seed = Long.getLong("tidelock.seed", System.nanoTime() % 1_000_000_000);
    Duration time = Duration.ofMinutes(Long.getLong("tidelock.soak.minutes", 60));
    System.out.println("SoakTest seed " + seed + ", " + time);
    Random random = new Random(seed);
    try {
      boot(random);
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        work(random);
        peace();
      }
      for (Watcher one : watchers) one.kill();
      accountForEverything(random);
    } catch (Exception | AssertionError e) {
      log.subList(Math.max(0, log.size() - 200), log.size()).forEach(System.out::println);
      throw new AssertionError("seed " + seed, e);
    } finally {
      for (Watcher one : watchers) one.process.ifPresent(ChildJava::close);
    }
    System.out.printf(
        "SoakTest: %d things done, %d kills, %d sleeps, %d times without storage, %d answers, %d peaces%n",
        log.size(), kills, sleeps, faults, answers, peaces.size());
  }

  private void boot(Random random) throws Exception {
    Path temporary = Files.createDirectories(root.resolve("tmp"));
    for (String name : NAMES) {
      try (TestDevice device =
          watchers.isEmpty() ? TestDevice.create(root, name) : TestDevice.join(root, name)) {
        users.add(new RandomUser(name, device.folder, random, ledger, 3 << 20, log::add));
      }
      Watcher watcher = new Watcher(name, temporary);
      watchers.add(watcher);
      watcher.start();
    }
  }

  private final class Watcher {
    private final String name;
    private final Path temporary;
    private Optional<ChildJava> process = Optional.empty();

    Watcher(String name, Path temporary) {
      this.name = name;
      this.temporary = temporary;
    }

    Path folder() {
      return root.resolve("folder-" + name);
    }

    void start() throws Exception {
      if (process.isPresent()) return;
      ChildJava child =
          ChildJava.start(
              List.of(), List.of(), temporary, KillMain.class, root.toString(), name, "watch");
      process = Optional.of(child);
      child.awaitSaid(KillMain.HELD);
      assertThat(child.isAlive()).as(child.said()).isTrue();
    }

    void kill() throws Exception {
      if (process.isEmpty()) return;
      assertThat(process.get().kill()).as("was alive: " + process.get().said()).isTrue();
      process = Optional.empty();
    }

    void signal(String signal) throws Exception {
      if (process.isPresent()) Shell.run(root, "kill -" + signal + " " + process.get().pid());
    }
  }

  private void work(Random random) throws Exception {
    long end = System.nanoTime() + BETWEEN_PEACES.toNanos();
    while (System.nanoTime() < end) {
      act(random, 1 + random.nextInt(3));
      switch (random.nextInt(40)) {
        case 0, 1 -> {
          Watcher one = watchers.get(random.nextInt(watchers.size()));
          log.add("kill of " + one.name);
          one.kill();
          kills++;
        }
        case 2, 3, 4 -> {
          for (Watcher one : watchers) one.start();
        }
        case 5 -> sleep(watchers.get(random.nextInt(watchers.size())), random);
        case 6 -> withoutStorage(random);
        case 7 -> foreignFile(random);
        default -> {}
      }
      Thread.sleep(random.nextInt(600));
    }
  }

  /// The engine works in the same folder: what a person had in mind may be gone.
  private void act(Random random, int times) {
    try {
      users.get(random.nextInt(users.size())).act(times);
    } catch (IOException | UncheckedIOException e) {
      log.add("not done: " + e);
    }
  }

  private void sleep(Watcher one, Random random) throws Exception {
    log.add("sleep of " + one.name);
    one.signal("STOP");
    act(random, 2);
    Thread.sleep(random.nextInt(4_000));
    one.signal("CONT");
    sleeps++;
  }

  private void withoutStorage(Random random) throws Exception {
    log.add("the storage goes away");
    Path storage = root.resolve("store");
    Path away = root.resolve("store-away");
    Files.move(storage, away);
    act(random, 2);
    Thread.sleep(random.nextInt(6_000));
    Files.move(away, storage);
    log.add("the storage is back");
    faults++;
  }

  /// What other programs strew into folders.
  private void foreignFile(Random random) throws Exception {
    Path file = root.resolve("store").resolve("packs").resolve("Copy (" + random.nextInt(9) + ")");
    if (Files.isDirectory(file.getParent())) Files.writeString(file, "of somebody else");
  }

  private void peace() throws Exception {
    log.add("peace");
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int looks = 0; ; looks++) {
      for (Watcher one : watchers) one.start();
      Thread.sleep(2_000);
      Optional<SortedMap<String, String>> tree = equal();
      if (tree.isPresent()) {
        // Not just for a moment.
        Thread.sleep(1_000);
        if (equal().equals(tree)) {
          overwritten.addAll(ledger.missingFrom(Trees.of(watchers.getFirst().folder()).values()));
          peaces.add(new Peace(Instant.now(), Trees.of(watchers.getFirst().folder())));
          return;
        }
      }
      if (System.nanoTime() > end) throw unequal();
      if (looks % 10 == 9) answer();
    }
  }

  private Optional<SortedMap<String, String>> equal() {
    try {
      SortedMap<String, String> first = Trees.withAttributes(watchers.getFirst().folder());
      for (Watcher one : watchers)
        if (!Trees.withAttributes(one.folder()).equals(first)) return Optional.empty();
      return Optional.of(first);
    } catch (UncheckedIOException e) {
      return Optional.empty(); // something went while it was looked at
    }
  }

  private AssertionError unequal() throws Exception {
    for (Watcher one : watchers) {
      log.add("tree of " + one.name + ": " + Trees.withAttributes(one.folder()));
      if (one.process.isPresent()) log.add(one.process.get().said());
    }
    for (Watcher one : watchers) {
      one.kill();
      try (TestDevice device = TestDevice.open(root, one.name, TestDevice.vaults())) {
        log.add(one.name + " has " + device.vault.issues() + device.vault.holds());
        log.add(one.name + " syncs: " + device.sync());
      } catch (TidelockException e) {
        log.add(one.name + ": " + e);
      }
    }
    return new AssertionError("the folders do not become equal");
  }

  /// Whatever waits is meant.
  private void answer() throws Exception {
    for (Watcher one : watchers) {
      one.kill();
      try (TestDevice device = TestDevice.open(root, one.name, TestDevice.vaults())) {
        for (Hold hold : device.vault.holds()) {
          log.add("answer of " + one.name + " to " + hold);
          device.vault.answer(hold.id(), true);
          answers++;
        }
      } catch (TidelockException e) {
        log.add("no answer of " + one.name + ": " + e);
      }
      one.start();
    }
  }

  /// Every tree that all had at some time comes back as it was, from any device.
  private void accountForEverything(Random random) throws Exception {
    List<TestDevice> devices = new ArrayList<>();
    try (Fleet fleet = new Fleet(root)) {
      for (String name : NAMES) fleet.devices.add(TestDevice.open(root, name, TestDevice.vaults()));
      devices.addAll(fleet.devices);
      fleet.converge(random);
      for (Peace peace : peaces) {
        Path to = Files.createDirectories(root.resolve("restored"));
        TestDevice device = devices.get(random.nextInt(devices.size()));
        device.vault.restore(
            new RestoreRequest("", Optional.empty(), Optional.of(peace.time), Optional.of(to)));
        assertThat(Trees.of(to)).as("the tree of " + peace.time).isEqualTo(peace.tree);
        TestDevice.deleteTree(to);
      }
      History history = new History(devices.getFirst());
      for (String content : overwritten) assertThat(history.has(content)).as(content).isTrue();
    }
  }

  /// All that ever was at any path, and what lies in the trash.
  private final class History {
    private final Set<String> contents = new HashSet<>();

    History(TestDevice device) throws Exception {
      for (Watcher one : watchers) {
        Path trash = one.folder().resolve(PrivateFolder.NAME).resolve("trash");
        if (Files.isDirectory(trash)) contents.addAll(Trees.contentsOf(trash));
      }
      Path to = Files.createDirectories(root.resolve("restored"));
      if (!overwritten.isEmpty()) collect(device, "", to);
      for (FileEntry deleted :
          overwritten.isEmpty() ? List.<FileEntry>of() : device.vault.listDeleted(""))
        if (deleted.type() == Type.FILE) versions(device, deleted.path(), to);
    }

    private void collect(TestDevice device, String folder, Path to) throws Exception {
      for (FileEntry entry : device.vault.list(folder, Optional.empty()))
        if (entry.type() == Type.FOLDER) collect(device, entry.path(), to);
        else if (entry.type() == Type.FILE) versions(device, entry.path(), to);
    }

    private void versions(TestDevice device, String path, Path to) throws Exception {
      for (FileVersion version : device.vault.history(path)) {
        device.vault.restore(
            new RestoreRequest(path, Optional.of(version.id()), Optional.empty(), Optional.of(to)));
        contents.addAll(Trees.contentsOf(to));
        TestDevice.deleteTree(to);
        Files.createDirectories(to);
      }
    }

    /// @param missing as the ledger tells it
    boolean has(String missing) {
      return contents.stream().anyMatch(content -> missing.startsWith(content + " written as"));
    }
  }
}
