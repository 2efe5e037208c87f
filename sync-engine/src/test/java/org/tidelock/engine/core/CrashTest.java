package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.index.Database;

/// Both devices change much, and one of them dies right before each single effect of its sync: whatever the point, the next start carries on, and
/// both folders end as if nothing had happened (sync.md, P8).
final class CrashTest {
  private static final String COPY = " \\([^()]*, \\d{4}-\\d\\d-\\d\\d, [0-9a-z]{4}\\)";

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Crashes crashes = new Crashes();
  private int story;

  /// How long ago files are said to have been written, in seconds.
  private long age;

  /// Whose sync is the one that is interrupted.
  private enum Stage {
    A_SENDS,
    B_RECEIVES_AND_SENDS,
    A_RECEIVES
  }

  /// Each sixth effect, other ones in each run. Files just written are read again by every scan, settled ones are known by their looks: both roads have
  /// to end well.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeathBeforeAnEffectLeavesNoTrace(boolean settled) throws Exception {
    assertDeathsLeaveNoTrace(settled, 1 + new Random().nextInt(6), 6);
  }

  @Tag("heavy")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeathBeforeAnyEffectLeavesNoTrace(boolean settled) throws Exception {
    assertDeathsLeaveNoTrace(settled, 1, 1);
  }

  private void assertDeathsLeaveNoTrace(boolean settled, int first, int step) throws Exception {
    age = settled ? 3600 : 0;
    try (Fleet fleet = new Fleet(root)) {
      fleet.devices.add(TestDevice.create(root, "devA", TestDevice.vaults(crashes)));
      fleet.devices.add(TestDevice.join(root, "devB", TestDevice.vaults(crashes)));
      SortedMap<String, String> expected = tell(fleet, Stage.A_SENDS, Long.MAX_VALUE);
      int deaths = 0;
      for (Stage stage : Stage.values()) {
        long effect = first;
        do {
          String point = stage + " before effect " + effect + ": ";
          try {
            assertThat(tell(fleet, stage, effect)).isEqualTo(expected);
          } catch (Exception | AssertionError e) {
            throw new AssertionError(point + crashes.last(), e);
          }
          deaths++;
          if (Boolean.getBoolean("tidelock.verbose")) System.out.println(point + crashes.last());
          effect += step;
        } while (crashes.hasCrashed());
        crashes.disarm();
      }
      System.out.println("CrashTest: " + deaths + " deaths, from effect " + first);
      assertThat(deaths * step).isGreaterThan(120);
    }
  }

  /// The same story each time, with new contents; one sync dies at some point.
  ///
  /// @return the tree in the end, without what differs between the times the story is told
  private SortedMap<String, String> tell(Fleet fleet, Stage stage, long death) throws Exception {
    TestDevice a = fleet.devices.get(0);
    TestDevice b = fleet.devices.get(1);
    crashes.disarm();
    story++;
    forgetRemovals(fleet);
    begin(a);
    write(b, "b.txt", "so that B has sent something since it died last");
    fleet.converge(new Random(story));
    assertThat(b.tree()).isEqualTo(a.tree());
    forgetRemovals(fleet);
    onA(a);
    onB(b);
    boolean[] died = new boolean[1];
    for (Stage now : Stage.values()) {
      TestDevice device = now == Stage.B_RECEIVES_AND_SENDS ? b : a;
      if (now == stage) died[0] = syncAndDie(device, death);
      else device.sync();
    }
    fleet.converge(new Random(story));
    fleet.check(new Ledger());
    if (!died[0]) crashes.disarm();
    return texts(a.folder);
  }

  /// All stories are told within the minutes in which removals count together ([org.tidelock.engine.guard.Guard]).
  private static void forgetRemovals(Fleet fleet) {
    for (TestDevice device : fleet.devices)
      try (Database db = Database.open(device.home.resolve("index.db"), Database.Access.WRITE)) {
        db.update("DELETE FROM removal");
      }
  }

  private boolean syncAndDie(TestDevice device, long death) throws Exception {
    crashes.watch((LocalVault) device.vault);
    try {
      return crashes.syncAndDie(device, death);
    } finally {
      device.restart();
      device.sync();
    }
  }

  private void write(TestDevice device, String path, String text) throws IOException {
    device.write(path, text + " of story " + story);
    if (age > 0) device.setModified(path, Instant.now().minusSeconds(age));
  }

  private void begin(TestDevice a) throws IOException {
    write(a, "keep.txt", "keep");
    for (String name : Fleet.entries(a.folder))
      if (!name.equals(".tidelock") && !name.equals("keep.txt")) a.delete(name);
    write(a, "edit.txt", "edit");
    write(a, "both.txt", "both");
    write(a, "move/me.txt", "move me");
    for (String name : List.of("one", "two", "sub/three")) write(a, "dir1/" + name, name);
    write(a, "dir2/x", "x");
    write(a, "swap1", "swap 1");
    write(a, "swap2", "swap 2");
    write(a, "kind1", "a file at first");
    write(a, "kind2/inside", "in a folder at first");
    write(a, "gone.txt", "gone");
    write(a, "goes/p", "p");
    write(a, "goes/q", "q");
    write(a, "run.sh", "run");
    Files.createSymbolicLink(a.folder.resolve("link"), Path.of("keep.txt"));
  }

  private void onA(TestDevice a) throws IOException {
    write(a, "edit.txt", "edited on A");
    write(a, "both.txt", "both edited on A");
    a.move("dir1", "dir1 renamed");
    a.move("swap1", "third");
    a.move("swap2", "swap1");
    a.move("third", "swap2");
    write(a, "new/n1", "n1 of A");
    write(a, "new/n2", "n2 of A");
    write(a, "new/empty/deep/file", "deep");
    a.delete("gone.txt");
    a.delete("link");
    a.delete("dir2");
  }

  private void onB(TestDevice b) throws IOException {
    write(b, "both.txt", "both edited on B");
    b.move("move/me.txt", "moved.txt");
    write(b, "dir1/one", "one edited on B");
    write(b, "dir1/four", "four");
    b.delete("goes");
    b.delete("kind1");
    write(b, "kind1/now", "a folder now");
    b.delete("kind2");
    write(b, "kind2", "a file now");
    Files.setPosixFilePermissions(
        b.folder.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setLastModifiedTime(
        b.folder.resolve("swap1"), FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
    write(b, "new/n1", "n1 of B");
    Files.copy(b.folder.resolve("keep.txt"), b.folder.resolve("copy.txt"));
  }

  private SortedMap<String, String> texts(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String path : Trees.of(folder).keySet()) {
      Path at = folder.resolve(path);
      String text = Files.isRegularFile(at) ? Files.readString(at) : "";
      String name = path.replaceAll(COPY, " (copy)");
      if (texts.containsKey(name)) name = path; // a second copy is told apart
      texts.put(name, text.replace(" of story " + story, ""));
    }
    return texts;
  }
}
