package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tidelock.engine.Hold;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;

/// Some devices of one person on one storage, and what must hold for them whenever nobody has changed anything for a while.
final class Fleet implements AutoCloseable {
  /// The kit that nobody has confirmed yet, devices that are new, and conflict copies.
  private static final Set<String> EXPECTED = Set.of("KEY-06", "DEV-04", "SYN-01");

  private static final int MOST_PASSES = 6;

  final Path root;
  final List<TestDevice> devices = new ArrayList<>();

  /// What lies in the storage now, by name.
  interface Stored {
    Set<String> names() throws Exception;
  }

  private final Stored stored;

  /// On a storage that is the folder `store`.
  Fleet(Path root) {
    this(root, () -> names(root.resolve("store")));
  }

  Fleet(Path root, Stored stored) {
    this.root = root;
    this.stored = stored;
  }

  /// Syncs all, in any order, until nobody sends or receives anything any more. Removals that wait for an answer are meant.
  void converge(Random random) throws Exception {
    List<TestDevice> order = new ArrayList<>(devices);
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      Collections.shuffle(order, random);
      boolean still = true;
      for (TestDevice device : order) {
        SyncReport report = device.sync();
        assertThat(report.problems()).as("problems of " + device.folder).isEmpty();
        // Two looks at the heads where files are read again, as they might have changed.
        still &= report.sent().requests() == 0 && report.received().requests() <= 2;
        still &= !answers(device);
      }
      if (still) return;
    }
    throw new AssertionError("the devices do not come to rest");
  }

  /// Whether there was anything to answer.
  private static boolean answers(TestDevice device) throws Exception {
    List<Hold> holds = device.vault.holds();
    for (Hold hold : holds) device.vault.answer(hold.id(), true);
    return !holds.isEmpty();
  }

  /// All folders are equal, nothing is lost, nothing is left over, and one more round does nothing.
  void check(Ledger ledger) throws Exception {
    SortedMap<String, String> tree = Trees.withAttributes(devices.getFirst().folder);
    for (TestDevice device : devices)
      assertThat(Trees.withAttributes(device.folder))
          .as("tree of " + device.folder)
          .isEqualTo(tree);
    assertThat(ledger.missingFrom(Trees.of(devices.getFirst().folder).values()))
        .as("contents that nobody deleted")
        .isEmpty();
    assertThat(tree.keySet()).as("temporary names").noneMatch(p -> p.contains(".tidelock"));
    for (TestDevice device : devices) {
      assertThat(device.vault.issues())
          .filteredOn(issue -> !EXPECTED.contains(issue.code()))
          .as("issues of " + device.folder)
          .isEmpty();
      assertThat(entries(device.folder.resolve(".tidelock/staging"))).as("staged").isEmpty();
    }
    assertThat(entries(root.resolve("store/.tmp"))).as("temporary objects").isEmpty();
    assertThat(orphans()).as("packs that no commit names").isEmpty();
    Set<String> objects = objects();
    for (TestDevice device : devices)
      assertThat(device.sync().sent()).isEqualTo(new SyncReport.Moved(0, 0, 0));
    assertThat(objects()).isEqualTo(objects);
  }

  private Set<String> orphans() throws Exception {
    Set<String> packs = new TreeSet<>(objects());
    packs.removeIf(name -> !name.startsWith("packs/"));
    try (Database db =
        Database.open(devices.getFirst().home.resolve("index.db"), Database.Access.READ)) {
      Tables.over(db).packs().named().forEach(p -> packs.remove(name(p.id())));
    }
    // After a crash they go with the next commit (decision 0098).
    for (TestDevice device : devices)
      try (Database db = Database.open(device.home.resolve("index.db"), Database.Access.READ)) {
        Tables.over(db).packs().leftOver().forEach(p -> packs.remove(name(p.pack().id())));
      }
    return packs;
  }

  private static String name(PackId id) {
    return org.tidelock.engine.storage.ObjectName.pack(id).value();
  }

  Set<String> objects() throws Exception {
    return stored.names();
  }

  private static Set<String> names(Path store) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(store)) {
      files
          .filter(Files::isRegularFile)
          .forEach(f -> names.add(store.relativize(f).toString().replace('\\', '/')));
    }
    return names;
  }

  static List<String> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(p -> p.getFileName().toString()).toList();
    }
  }

  @Override
  public void close() {
    devices.forEach(TestDevice::close);
  }
}
