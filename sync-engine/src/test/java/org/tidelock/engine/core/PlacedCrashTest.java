package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.index.Database;

/// A device dies right before an effect while it places a folder elsewhere, carries out what others have moved in and out of it and renamed, and ends that:
/// whatever the point, the next start carries on, nothing is lost and nothing is there twice.
final class PlacedCrashTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Crashes crashes = new Crashes();
  private int story;
  private TestDevice a;
  private TestDevice b;
  private Path album;

  private interface Act {
    void run() throws Exception;
  }

  /// Each sixth effect, other ones in each run.
  @Test
  void aDeathBeforeAnEffectLeavesNoTrace() throws Exception {
    assertDeathsLeaveNoTrace(1 + new Random().nextInt(6), 6);
  }

  @Tag("heavy")
  @Test
  void aDeathBeforeAnyEffectLeavesNoTrace() throws Exception {
    assertDeathsLeaveNoTrace(1, 1);
  }

  private void assertDeathsLeaveNoTrace(int first, int step) throws Exception {
    try (TestDevice one = TestDevice.create(root, "devA", TestDevice.vaults(crashes));
        TestDevice two = TestDevice.join(root, "devB", TestDevice.vaults(crashes))) {
      a = one;
      b = two;
      a.write("keep", "so that the folder is never empty");
      int deaths = 0;
      for (int act = 0; act < 4; act++) {
        long effect = first;
        do {
          String point = "act " + act + " before effect " + effect + ": ";
          try {
            tell(act, effect);
          } catch (Exception | AssertionError e) {
            throw new AssertionError(point + crashes.last(), e);
          }
          deaths++;
          effect += step;
        } while (crashes.hasCrashed());
        crashes.disarm();
      }
      System.out.println("PlacedCrashTest: " + deaths + " deaths, from effect " + first);
      assertThat(deaths * step).isGreaterThan(100);
    }
  }

  private void tell(int act, long death) throws Exception {
    crashes.disarm();
    forgetRemovals(a);
    forgetRemovals(b);
    story++;
    album = Files.createDirectories(root.resolve("album-" + story)).toRealPath();
    String mine = "mine of story " + story;
    a.write("photos/one/x", "x of story " + story);
    a.write("photos/one/y", "y of story " + story);
    a.write("photos/two/z", "z of story " + story);
    a.write("notes/n", "n of story " + story);
    a.sync();
    b.sync();
    a.sync();
    SortedMap<String, String> expected = a.tree();
    Files.writeString(album.resolve("mine"), mine);
    Files.createDirectory(album.resolve("one"));
    Files.writeString(album.resolve("one/x"), "x of story " + story);
    expected.put("photos/mine", TestDevice.shown(mine.getBytes()));
    run(act == 0, death, () -> b.vault.placeFolder(album, Optional.of("photos")));
    if (placed().isEmpty()) b.vault.placeFolder(album, Optional.of("photos"));
    settle();
    assertTrees(expected, "photos");

    a.move("photos/one/x", "notes/x");
    a.move("notes/n", "photos/n");
    a.move("photos/two", "two");
    a.write("photos/one/y", "y again, story " + story);
    a.move("photos", "pictures");
    a.sync();
    expected = a.tree();
    run(act == 1, death, b::sync);
    settle();
    assertTrees(expected, "pictures");

    Files.move(album.resolve("one"), b.folder.resolve("one"));
    Files.move(b.folder.resolve("two"), album.resolve("two"));
    SortedMap<String, String> moved = new TreeMap<>();
    expected.forEach(
        (path, what) ->
            moved.put(
                path.startsWith("two")
                    ? "pictures/" + path
                    : path.startsWith("pictures/one") ? path.substring(9) : path,
                what));
    run(act == 2, death, b::sync);
    settle();
    assertTrees(moved, "pictures");

    run(act == 3, death, () -> b.vault.releaseFolder(album));
    if (!placed().isEmpty()) b.vault.releaseFolder(album);
    settle();
    assertThat(a.tree()).isEqualTo(moved);
    assertThat(TestDevice.tree(album)).isEqualTo(within(moved, "pictures"));
    assertThat(b.has("pictures")).isFalse();

    b.vault.select(VaultSelection.ALL);
    settle();
    assertThat(b.tree()).isEqualTo(a.tree());
    TestDevice.deleteTree(album);
    for (String name : List.of("pictures", "notes", "one")) a.delete(name);
    settle();
  }

  /// All stories are told within the minutes in which removals count together ([org.tidelock.engine.guard.Guard]).
  private static void forgetRemovals(TestDevice device) {
    try (Database db = Database.open(device.home.resolve("index.db"), Database.Access.WRITE)) {
      db.update("DELETE FROM removal");
    }
  }

  private List<PlacedFolder> placed() {
    return b.vault.placedFolders();
  }

  private void run(boolean dies, long death, Act act) throws Exception {
    if (!dies) {
      act.run();
      return;
    }
    crashes.watch((LocalVault) b.vault);
    crashes.arm(death);
    try {
      act.run();
    } catch (Crashes.Crash | TidelockException e) {
      if (!crashes.hasCrashed()) throw e;
    } finally {
      crashes.revive();
    }
    b.restart();
    b.sync();
  }

  private void settle() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
    a.sync();
  }

  private static SortedMap<String, String> within(SortedMap<String, String> tree, String top) {
    SortedMap<String, String> part = new TreeMap<>();
    tree.forEach(
        (path, what) -> {
          if (path.startsWith(top + "/")) part.put(path.substring(top.length() + 1), what);
        });
    return part;
  }

  private void assertTrees(SortedMap<String, String> expected, String name) throws IOException {
    assertThat(a.tree()).isEqualTo(expected);
    assertThat(TestDevice.tree(album)).isEqualTo(within(expected, name));
    SortedMap<String, String> rest = new TreeMap<>(expected);
    rest.keySet().removeIf(path -> path.equals(name) || path.startsWith(name + "/"));
    assertThat(b.tree()).isEqualTo(rest);
    assertThat(b.vault.holds()).isEmpty();
  }
}
