package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;

/// A's own version of a file goes to its place beside the file, as the copy of a conflict, and B's comes into the file's place. A dies in any moment of
/// that; then its user edits or moves what is there, before it goes on.
final class CopyComingTest {
  private static final String OF_B = "of b, which is longer";

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void whatIsDoneWhereItStoppedIsKept() throws Exception {
    int both = 0;
    Crashes crashes = new Crashes();
    try (TestDevice a = TestDevice.create(root, "a", TestDevice.vaults(crashes));
        TestDevice b = TestDevice.join(root, "b")) {
      boolean died = true;
      for (int effect = 1; died; effect++) {
        String name = "e" + effect + " ";
        conflict(a, b, name + ".txt");
        crashes.watch((LocalVault) a.vault);
        died = crashes.syncAndDie(a, effect);
        crashes.disarm();
        List<String> files =
            a.tree().keySet().stream().filter(path -> path.startsWith(name)).toList();
        if (files.size() > 1) both++;
        for (String file : files) edit(a.folder.resolve(file), effect % 2 == 0);
        List<String> left = texts(a);
        if (left.stream().noneMatch(text -> text.startsWith(name + ".txt" + OF_B)))
          left.add(name + ".txt" + OF_B);
        a.restart();
        a.sync();
        b.sync();
        a.sync();
        String when = "died before effect " + effect + ", " + crashes.last();
        assertThat(a.tree()).as(when).isEqualTo(b.tree());
        assertThat(texts(a)).as(when).containsAll(left);
      }
    }
    assertThat(both).as("deaths after which both were there").isPositive();
  }

  /// That A does not know of yet. B's version is the later one: it is recorded after A's has come.
  private static void conflict(TestDevice a, TestDevice b, String file) throws Exception {
    a.write(file, "base of " + file);
    a.sync();
    b.sync();
    a.write(file, "of a: " + file);
    a.sync();
    b.write(file, file + OF_B);
    b.sync();
  }

  private static void edit(Path file, boolean move) throws IOException {
    Files.writeString(file, ", edited", StandardOpenOption.APPEND);
    if (move) Files.move(file, file.resolveSibling("my " + file.getFileName()));
  }

  private static List<String> texts(TestDevice device) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String path : device.tree().keySet())
      if (Files.isRegularFile(device.folder.resolve(path))) texts.add(device.read(path));
    return texts;
  }
}
