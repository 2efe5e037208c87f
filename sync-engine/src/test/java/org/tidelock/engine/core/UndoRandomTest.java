package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Hold;
import org.tidelock.engine.State;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// Whatever a person has done within a minute, undone at once it is as it was before, to the time and the executable flag, on both devices; and undone again,
/// as it was after.
///
/// `-Dtidelock.seed=N` repeats one world; `-Dtidelock.worlds.seconds=N` goes on for longer.
final class UndoRandomTest {
  private static final int ROUNDS = 15;

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void undoneItIsAsItWas() throws Exception {
    int worlds = Worlds.run(6, 1, World::new);
    System.out.println("UndoRandomTest: " + worlds + " worlds of " + ROUNDS + " rounds");
  }

  @Test
  void whatOthersHaveDoneSinceStays() throws Exception {
    int worlds = Worlds.run(6, 1, seed -> new World(seed).withOthers());
    System.out.println("UndoRandomTest: " + worlds + " worlds with others");
  }

  private final class World implements Worlds.World {
    private final long seed;
    private final Random random;
    private final Path place;
    private final List<String> log = new ArrayList<>();
    private boolean others;
    private final FakeTime time = new FakeTime(Instant.parse("2120-06-03T12:00:00Z"));

    World(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.place = root.resolve("world-" + seed);
    }

    World withOthers() {
      others = true;
      return this;
    }

    @Override
    public void run() throws Exception {
      Files.createDirectories(place);
      LocalVaults vaults = TestDevice.vaults(SystemEffects.create().at(time));
      try (TestDevice a = TestDevice.create(place, "devA", vaults);
          TestDevice b = TestDevice.join(place, "devB", vaults)) {
        RandomUser user = new RandomUser("a", a.folder, random, new Ledger(), 3_000, log::add);
        user.act(20);
        for (int round = 0; round < ROUNDS; round++)
          if (others) round(a, b, user, round);
          else round(a, b, user);
      } catch (Exception | AssertionError e) {
        log.forEach(System.out::println);
        throw new AssertionError("seed " + seed, e);
      }
      TestDevice.deleteTree(place);
    }

    private void round(TestDevice a, TestDevice b, RandomUser user) throws Exception {
      rest(a, b);
      SortedMap<String, String> before = Trees.withAttributes(a.folder);
      log.add("round");
      time.advance(Duration.ofHours(1));
      for (int i = 0; i <= random.nextInt(3); i++) {
        user.act(1 + random.nextInt(8));
        sync(a);
      }
      rest(a, b);
      SortedMap<String, String> after = Trees.withAttributes(a.folder);
      if (before.equals(after)) return;
      undo(random.nextBoolean() ? a : b);
      rest(a, b);
      log.add("undone");
      assertBothAre(before, a, b);
      if (random.nextBoolean()) return;
      time.advance(Duration.ofHours(1));
      undo(random.nextBoolean() ? a : b);
      rest(a, b);
      assertBothAre(after, a, b);
    }

    /// The other one works on, and what that person has written and not destroyed is there when the batch is undone.
    private void round(TestDevice a, TestDevice b, RandomUser user, int round) throws Exception {
      rest(a, b);
      log.add("round");
      time.advance(Duration.ofHours(1));
      user.act(1 + random.nextInt(8));
      sync(a);
      UndoRequest batch = new UndoRequest.Batch(a.vault.batches(1).getFirst().id());
      sync(b);
      time.advance(Duration.ofHours(1));
      Ledger ledger = new Ledger();
      new RandomUser("b" + round, b.folder, random, ledger, 3_000, log::add)
          .act(1 + random.nextInt(8));
      sync(b);
      (random.nextBoolean() ? a : b).vault.undo(batch);
      log.add("undone");
      rest(a, b);
      SortedMap<String, String> tree = Trees.withAttributes(a.folder);
      assertThat(Trees.withAttributes(b.folder)).isEqualTo(tree);
      assertThat(ledger.missingFrom(Trees.of(a.folder).values())).isEmpty();
      assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
    }

    private void undo(TestDevice device) throws Exception {
      ChangeBatch newest = device.vault.batches(1).getFirst();
      UndoReport report = device.vault.undo(new UndoRequest.Batch(newest.id()));
      assertThat(report.left().paths()).isEmpty();
      assertThat(report.left().count()).isZero();
    }

    private void assertBothAre(SortedMap<String, String> tree, TestDevice a, TestDevice b) {
      assertThat(Trees.withAttributes(a.folder)).isEqualTo(tree);
      assertThat(Trees.withAttributes(b.folder)).isEqualTo(tree);
      assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
    }

    private void rest(TestDevice a, TestDevice b) throws Exception {
      for (int i = 0; i < 2; i++) {
        sync(a);
        sync(b);
      }
    }

    /// Who has deleted or rewritten all there was is asked, and has meant it.
    private void sync(TestDevice device) throws Exception {
      device.sync();
      for (Hold hold : device.vault.holds()) device.vault.answer(hold.id(), true);
    }
  }
}
