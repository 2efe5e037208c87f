package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.Shell;

/// A file far larger than the memory that Tidelock may use arrives exactly, holes and all (I10).
final class HugeFileTest {
  private static final long MIB = 1L << 20;
  private static final long SIZE = 5L << 30;
  private static final long MOST_MEMORY = 400 * MIB;

  private static final Path FLAGS = Path.of("../app/src/launcher/jvm-flags");

  @TempDir Path root;

  @Test
  @Tag("heavy")
  void aSparseFileOfFiveGibibytesTakesLittleMemory() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      write(a.folder.resolve("huge"));
      a.close();
      b.close();
      Path temporary = Files.createDirectories(root.resolve("tmp"));
      long sending = peakOf("a", temporary);
      long receiving = peakOf("b", temporary);
      System.out.printf(
          "HugeFileTest: peak %d MiB sending, %d MiB receiving%n", sending / MIB, receiving / MIB);
      assertThat(Trees.withAttributes(b.folder)).isEqualTo(Trees.withAttributes(a.folder));
      assertThat(blocks(b.folder.resolve("huge"))).as("stays sparse").isLessThan(SIZE / 4);
      assertThat(sending).isBetween(1L, MOST_MEMORY);
      assertThat(receiving).isBetween(1L, MOST_MEMORY);
    }
  }

  /// Islands of bytes that nothing compresses, at the edges and in between.
  private static void write(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(SIZE);
      for (int i = 0; i < 9; i++) {
        byte[] island = RandomBytes.of((int) (30 * MIB), i);
        out.seek(i * (SIZE - island.length) / 8);
        out.write(island);
      }
    }
  }

  private long peakOf(String name, Path temporary) throws Exception {
    try (ChildJava child =
        ChildJava.start(
            List.of(), flags(), temporary, KillMain.class, root.toString(), name, "sync")) {
      assertThat(child.await()).as(child.said()).isZero();
      String said = child.said();
      return Long.parseLong(
          said.substring(said.indexOf(KillMain.PEAK) + KillMain.PEAK.length()).strip());
    }
  }

  /// Those of the launcher, which bound memory.
  private static List<String> flags() throws IOException {
    return Files.readAllLines(FLAGS).stream().filter(l -> l.startsWith("-")).toList();
  }

  private static long blocks(Path file) throws Exception {
    return Long.parseLong(Shell.run(file.getParent(), "stat -c %b huge").strip()) * 512;
  }
}
