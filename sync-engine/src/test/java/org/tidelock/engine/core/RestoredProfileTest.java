package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.CallsOfStore;

/// A profile that is put back from a backup knows less than its own device has written since: it goes on as a new writer, and loses nothing.
final class RestoredProfileTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Crashes crashes = new Crashes();

  @Acceptance(129)
  @Test
  void goesOnAsANewWriter() throws Exception {
    restore(false);
  }

  /// What it had not been told that the storage has it, the storage has.
  @Test
  void goesOnWhenTheBackupWasMadeBetweenACommitAndItsConfirmation() throws Exception {
    restore(true);
  }

  private void restore(boolean inBetween) throws Exception {
    try (Fleet fleet = new Fleet(root)) {
      TestDevice a = TestDevice.create(root, "devA", TestDevice.vaults(crashes));
      TestDevice b = TestDevice.join(root, "devB");
      fleet.devices.addAll(List.of(a, b));
      for (int i = 0; i < 3; i++) {
        a.write("first " + i, "first " + i);
        a.sync();
      }
      a.write("second", "second");
      if (inBetween) dieBeforeSending(a);
      a.vault.close();
      Path backup = root.resolve("backup");
      copy(a.home, backup);

      a.vault = a.vaults.open(a.home, java.util.Optional.empty());
      a.sync();
      a.write("third", "third");
      a.sync();
      a.vault.close();
      TestDevice.deleteTree(a.home);
      copy(backup, a.home);
      a.vault = a.vaults.open(a.home, java.util.Optional.empty());

      a.write("fourth", "fourth");
      b.write("of b", "of b");
      fleet.converge(new Random(1));
      a.write("fifth", "fifth");
      fleet.converge(new Random(2));
      fleet.check(new Ledger());
      assertThat(a.tree().keySet())
          .containsExactlyInAnyOrder(
              "first 0", "first 1", "first 2", "second", "third", "fourth", "fifth", "of b");
      long heads = fleet.objects().stream().filter(o -> o.startsWith("heads/")).count();
      assertThat(heads).as("one head a writer").isEqualTo(3);
    }
  }

  /// Copies a profile while it works: right after it has stored a pack, before the commit that names it.
  private final class CopiedInBetween extends CallsOfStore {
    private Optional<Path> copied = Optional.empty();

    @Override
    public void after(String call, Object[] arguments) throws Exception {
      boolean pack = call.equals("create") && arguments[0].toString().startsWith("packs/");
      if (!pack || copied.isEmpty()) return;
      copy(copied.get(), root.resolve("backup"));
      copied = Optional.empty();
    }
  }

  /// The storage does not show at once what the device has written after the backup: a pack that no commit names, as far as this index knows, may be one that
  /// is needed (decision 0098).
  @Test
  void deletesNothingThatAnUnseenCommitOfItsOwnNames() throws Exception {
    CopiedInBetween places = new CopiedInBetween();
    try (TestDevice a = TestDevice.create(root, "devA", TestDevice.vaults(places));
        TestDevice b = TestDevice.join(root, "devB")) {
      a.write("first", "first");
      a.sync();
      b.sync();
      a.sync();
      a.write("second", "second");
      places.copied = Optional.of(a.home);
      Set<Path> before = objects();
      a.sync();
      assertThat(root.resolve("backup")).isDirectory();
      Set<Path> since = objects();
      since.removeAll(before);
      assertThat(since).hasSize(3); // pack, segment, head
      since.removeIf(path -> path.toString().contains("packs"));
      a.vault.close();
      TestDevice.deleteTree(a.home);
      copy(root.resolve("backup"), a.home);
      a.delete("second");

      Path unseen = Files.createDirectory(root.resolve("unseen"));
      for (Path object : since) Files.move(object, unseen.resolve(object.getFileName()));
      a.vault = a.vaults.open(a.home, Optional.empty());
      a.sync();
      a.sync();
      for (Path object : since) Files.move(unseen.resolve(object.getFileName()), object);

      b.sync();
      assertThat(b.read("second")).isEqualTo("second");
      a.restart();
      a.sync();
      assertThat(a.read("second")).isEqualTo("second");
    }
  }

  private Set<Path> objects() throws Exception {
    try (Stream<Path> all = Files.walk(root.resolve("store"))) {
      return all.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void dieBeforeSending(TestDevice device) throws Exception {
    for (long effect = 1; ; effect++) {
      crashes.watch((LocalVault) device.vault);
      crashes.arm(effect);
      try {
        device.sync();
        throw new AssertionError("it was never about to send a segment");
      } catch (Crashes.Crash | TidelockException e) {
        if (!crashes.hasCrashed()) throw e;
      } finally {
        crashes.revive();
      }
      if (crashes.last().startsWith("ObjectStore.create log/")) return;
      crashes.disarm();
      device.restart();
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.toList()) Files.copy(p, to.resolve(from.relativize(p)));
    }
  }
}
