package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Difference.Parent;
import org.tidelock.engine.local.FakeDisk.Habits;

/// Random edits, many times over: what the scan tells is what the naive comparison tells, in an order that can be recorded, and it brings the base
/// up to the disk, so that the next scan has nothing to tell.
///
/// `-Dtidelock.seed=N` begins with that one, `-Dtidelock.scan.runs=N` does so many.
class ScannerRandomTest {
  private static final long FIRST = Long.getLong("tidelock.seed", 1);
  private static final int RUNS = Integer.getInteger("tidelock.scan.runs", 1500);
  private static final List<String> PLAIN = List.of("a", "b", "c", "d");
  private static final List<String> WILD =
      List.of("a", "A", "caf\u00e9", "cafe\u0301", "Caf\u00e9", "%43ON", "x\ny", "\ud83d\ude00");

  @Test
  void tellsWhatANaiveComparisonTells() throws IOException {
    for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
      FakeDisk disk = new FakeDisk(Habits.LINUX);
      FakeBase base = FakeBase.empty();
      RandomEdits user = new RandomEdits(disk, new Random(seed), PLAIN);
      for (int round = 0; round < 6; round++) {
        user.log.clear();
        user.some(round == 0 ? 20 : 6);
        Scan scan = scanner(disk, base).scan();
        String what = "seed " + seed + ", round " + round + ": " + user.log;
        List<String> told = ScannerTest.told(scan, base);
        assertThat(new TreeSet<>(told))
            .as(what)
            .isEqualTo(new NaiveScan(disk, base).expected(told));
        assertInOrder(scan, base, what);
        base.record(scan);
        assertThat(scanner(disk, base).scan().differences()).as(what).isEmpty();
        assertEqual(disk, base, what);
      }
    }
  }

  /// What appeared comes in portions: the base ends as it would after one scan, and nothing that only lies elsewhere is called gone meanwhile.
  @Test
  void comesToTheSameInPortions() throws IOException {
    int portions = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      Random random = new Random(seed);
      FakeDisk disk = new FakeDisk(Habits.LINUX);
      FakeBase base = FakeBase.empty();
      RandomEdits user = new RandomEdits(disk, random, PLAIN);
      for (int round = 0; round < 6; round++) {
        user.log.clear();
        user.some(round == 0 ? 20 : 12);
        int most = 1 + random.nextInt(4);
        String what = "seed " + seed + ", round " + round + ", " + most + ": " + user.log;
        Map<NodeId, LocalPath> whereabouts = whereabouts(disk, base);
        Scan scan = scanner(disk, base, most).scan();
        while (scan.more()) {
          portions++;
          assertInOrder(scan, base, what);
          assertThat(scan.complete()).as(what).isFalse();
          assertThat(scan.differences()).as(what).noneMatch(Difference.Gone.class::isInstance);
          base.record(scan);
          assertOneRowPerPlace(disk, base, what);
          scan =
              scan.differences().isEmpty()
                  ? scanner(disk, base, most).scanAtOnce(Suspects.NONE)
                  : scanner(disk, base, most).scan();
        }
        assertInOrder(scan, base, what);
        base.record(scan);
        assertThat(scanner(disk, base).scan().differences()).as(what).isEmpty();
        assertEqual(disk, base, what);
        Map<NodeId, LocalPath> now = new HashMap<>();
        for (BaseRow row : base.all()) now.put(row.entry().id(), base.path(row));
        assertThat(now).as(what).containsAllEntriesOf(whereabouts);
      }
    }
    assertThat(portions).as("scans that left something").isGreaterThan(RUNS);
  }

  /// Where the scan of everything at once says that the rows are.
  private static Map<NodeId, LocalPath> whereabouts(FakeDisk disk, FakeBase base)
      throws IOException {
    Map<NodeId, LocalPath> places = new HashMap<>();
    Scan scan = scanner(disk, base).scan();
    for (Difference d : scan.differences()) {
      if (d instanceof Difference.Moved m) places.put(m.row().entry().id(), m.found().path());
    }
    return places;
  }

  @ParameterizedTest
  @MethodSource("habits")
  void comesToRestOnAnyDisk(Habits habits) throws IOException {
    for (long seed = FIRST; seed < FIRST + RUNS / 3; seed++) {
      Random random = new Random(seed);
      FakeDisk disk = new FakeDisk(habits);
      FakeBase base = FakeBase.empty();
      RandomEdits user = new RandomEdits(disk, random, WILD);
      for (int round = 0; round < 6; round++) {
        user.log.clear();
        user.some(round == 0 ? 20 : 6);
        String what = "seed " + seed + ", round " + round + ": " + user.log;
        Scan scan = scanner(disk, base).scan();
        assertInOrder(scan, base, what);
        base.record(scan);
        assertThat(scanner(disk, base).scan().differences()).as(what).isEmpty();
        assertOneRowPerPlace(disk, base, what);
        if (scan.unsyncable().isEmpty()) assertEqual(disk, base, what);
      }
    }
  }

  static List<Habits> habits() {
    return List.of(Habits.LINUX, Habits.MAC, Habits.WINDOWS, Habits.STICK);
  }

  /// A watcher that names the folders in which anything changed: the same base in the end as after a full scan, apart from identities that only a
  /// full scan can follow.
  @Test
  void scansOfTheChangedFoldersAlone() throws IOException {
    for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
      FakeDisk disk = new FakeDisk(Habits.LINUX);
      FakeBase base = FakeBase.empty();
      RandomEdits user = new RandomEdits(disk, new Random(seed), PLAIN);
      user.some(20);
      base.record(scanner(disk, base).scan());
      for (int round = 0; round < 5; round++) {
        user.log.clear();
        user.some(4);
        String what = "seed " + seed + ", round " + round + ": " + user.log;
        Set<NodeId> changed = changed(disk, base);
        Scan scan = scanner(disk, base).scan(changed);
        List<String> told = ScannerTest.told(scan, base);
        assertThat(new TreeSet<>(told))
            .as(what + ", changed " + changed)
            .isEqualTo(new NaiveScan(disk, base).expected(told));
        assertInOrder(scan, base, what);
        base.record(scan);
        assertThat(scanner(disk, base).scan().differences()).as(what).isEmpty();
      }
    }
  }

  /// The folders of the base whose listing is not what the rows say, as a watcher would name them.
  private static Set<NodeId> changed(FakeDisk disk, FakeBase base) throws IOException {
    Set<NodeId> changed = new HashSet<>();
    List<NodeId> folders = new ArrayList<>(List.of(Nodes.ROOT));
    base.all().stream().filter(BaseRow::isFolder).forEach(row -> folders.add(row.entry().id()));
    for (NodeId folder : folders) {
      LocalPath path = base.pathOf(folder).orElseThrow();
      Map<String, Fingerprint> was = new HashMap<>();
      for (BaseRow row : base.rowsIn(folder))
        was.put(row.entry().localName(), flat(row.fingerprint()));
      Map<String, Fingerprint> is = new HashMap<>();
      if (disk.everything().contains(path) && disk.look(path).filter(Kinds::isFolder).isPresent()
          || path.isRoot())
        for (Disk.Listed listed : disk.list(path))
          is.put(listed.name(), flat(listed.fingerprint()));
      if (!was.equals(is)) changed.add(folder);
    }
    return changed;
  }

  /// Of a folder only what says which folder it is.
  private static Fingerprint flat(Fingerprint f) {
    return Kinds.isFolder(f)
        ? new Fingerprint(f.kind(), 0, 0, 0, f.born(), f.device(), f.file(), false)
        : f;
  }

  static Scanner scanner(FakeDisk disk, FakeBase base) {
    return scanner(disk, base, Integer.MAX_VALUE);
  }

  private static Scanner scanner(FakeDisk disk, FakeBase base, int portion) {
    LocalNames names = new LocalNames(disk.facts(), base, LeftOut.NOTHING, base::pathOf);
    return new Scanner(disk, base, LeftOut.NOTHING, names, MissedFiles.inMemory(), portion);
  }

  /// Each parent is known when it is spoken of, no move puts a folder into itself, and nothing is told of a row whose folder was called gone.
  private static void assertInOrder(Scan scan, FakeBase base, String what) {
    Map<NodeId, NodeId> parents = new HashMap<>();
    base.all().forEach(row -> parents.put(row.entry().id(), row.entry().parent()));
    Set<LocalPath> fresh = new HashSet<>();
    Set<NodeId> told = new HashSet<>();
    for (Difference difference : scan.differences()) {
      if (difference instanceof Difference.New n && Kinds.isFolder(n.found().fingerprint()))
        fresh.add(n.found().path());
      difference
          .onDisk()
          .ifPresent(
              found -> {
                if (found.parent() instanceof Parent.Fresh folder)
                  assertThat(fresh).as(what).contains(folder.folder().path());
              });
      if (difference instanceof Difference.Moved m) {
        NodeId id = m.row().entry().id();
        assertThat(told.add(id)).as(what).isTrue();
        if (m.found().parent() instanceof Parent.Known known) {
          for (NodeId at = known.id(); !at.equals(Nodes.ROOT); at = parents.get(at))
            assertThat(at).as(what).isNotEqualTo(id);
          parents.put(id, known.id());
        } else {
          parents.put(
              id, Nodes.ROOT); // below something new, which is below nothing that is told later
        }
      }
      if (difference instanceof Difference.Gone g) {
        NodeId id = g.row().entry().id();
        // What was in it and is unsyncable now keeps its row.
        if (scan.unsyncable().isEmpty())
          assertThat(parents.values()).as(what + ", gone " + base.path(g.row())).doesNotContain(id);
        parents.remove(id);
      }
    }
  }

  private static void assertOneRowPerPlace(FakeDisk disk, FakeBase base, String what) {
    LocalNames names = new LocalNames(disk.facts(), base, LeftOut.NOTHING, base::pathOf);
    Set<List<Object>> places = new HashSet<>();
    for (BaseRow row : base.all())
      assertThat(places.add(List.of(row.entry().parent(), names.slot(row.entry().localName()))))
          .as(what + ", two rows at " + base.path(row))
          .isTrue();
  }

  /// Every place of the base holds what its row says, and there is nothing else.
  private static void assertEqual(FakeDisk disk, FakeBase base, String what) throws IOException {
    Set<LocalPath> paths = new HashSet<>();
    for (BaseRow row : base.all()) {
      LocalPath path = base.path(row);
      paths.add(path);
      Fingerprint there = disk.look(path).orElseThrow(() -> new AssertionError(what + ": " + path));
      assertThat(flat(there)).as(what + ": " + path).isEqualTo(flat(row.fingerprint()));
    }
    assertThat(new HashSet<>(disk.everything())).as(what).isEqualTo(paths);
  }
}
