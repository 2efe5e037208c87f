package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Shell;

/// The memory that a whole device takes does not depend on how large and how many the files are (I10).
final class EngineMemoryTest {
  private static final long MIB = 1L << 20;
  private static final long MOST_MEMORY = 400 * MIB;

  /// They pass through 48 MiB, and not through 40.
  private static final String MANY = "-Xmx64m";

  /// It passes through 88 MiB, of which the packs under way are 64, and not through 72.
  private static final String BIG = "-Xmx112m";

  private static final Path FLAGS = Path.of("../app/src/launcher/jvm-flags");

  @TempDir(factory = FastTempDir.class)
  Path memory;

  @TempDir Path drive;

  @Acceptance(20)
  @Test
  void twentyThousandSmallFilesAndThenHalfAGibibytePassThroughASmallHeap() throws Exception {
    try (TestDevice a = TestDevice.create(memory, "a");
        TestDevice b = TestDevice.join(memory, "b")) {
      for (int i = 0; i < 20_000; i++) a.write("d" + i / 500 + "/f" + i, "small " + i);
      pass(a, b, List.of(MANY));
      write(a.folder.resolve("big"), 512 * MIB, 15 * MIB);
      pass(a, b, List.of(BIG));
    }
  }

  /// Both are killed on the way, when a part has come through, and go on from there.
  @Acceptance(20)
  @Test
  @Tag("heavy")
  void twoHundredThousandSmallFilesGoOnAfterAKill() throws Exception {
    try (TestDevice a = TestDevice.create(drive, "a");
        TestDevice b = TestDevice.join(drive, "b")) {
      for (int i = 0; i < 200_000; i++) a.write("d" + i / 500 + "/f" + i, "small " + i);
      a.close();
      b.close();
      Path log = drive.resolve("store/log");
      kill("a", () -> files(log) >= 8);
      long sent = files(drive.resolve("store/packs"));
      kill("b", () -> files(b.folder) >= 20_000);
      pass(a, b, flags());
      assertThat(files(drive.resolve("store/packs")))
          .as("what was sent is used")
          .isGreaterThan(sent);
      assertThat(files(b.folder)).isGreaterThanOrEqualTo(200_000);
    }
  }

  /// A sync in a process of its own, in its midst.
  private void kill(String name, Callable<Boolean> when) throws Exception {
    Path temporary = Files.createDirectories(drive.resolve("tmp"));
    try (ChildJava child =
        ChildJava.start(
            List.of(), flags(), temporary, KillMain.class, drive.toString(), name, "sync")) {
      while (!when.call()) {
        assertThat(child.endsWithin(20_000_000)).as("ended before: " + child.said()).isFalse();
      }
      assertThat(child.kill()).isTrue();
    }
  }

  private static long files(Path folder) throws IOException {
    if (!Files.exists(folder)) return 0;
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    } catch (UncheckedIOException e) {
      return 0; // while it changes
    }
  }

  @Acceptance({13, 100})
  @Test
  @Tag("heavy")
  void aSparseFileOfFiveGibibytesTakesLittleMemory() throws Exception {
    long size = 5L << 30;
    try (TestDevice a = TestDevice.create(drive, "a");
        TestDevice b = TestDevice.join(drive, "b")) {
      write(a.folder.resolve("big"), size, 30 * MIB);
      pass(a, b, flags());
      assertThat(blocks(b.folder.resolve("big"))).as("stays sparse").isLessThan(size / 4);
    }
  }

  /// Islands of bytes that nothing compresses, at the edges and in between.
  private static void write(Path file, long size, long island) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(size);
      for (int i = 0; i < 9; i++) {
        out.seek(i * (size - island) / 8);
        out.write(RandomBytes.of((int) island, i));
      }
    }
  }

  /// What the one has arrives at the other, each in a process of its own.
  private void pass(TestDevice a, TestDevice b, List<String> options) throws Exception {
    a.close();
    b.close();
    Path root = a.home.getParent();
    Path temporary = Files.createDirectories(root.resolve("tmp"));
    long sending = peakOf(root, "a", temporary, options);
    long receiving = peakOf(root, "b", temporary, options);
    System.out.printf(
        "EngineMemoryTest: peak %d MiB sending, %d MiB receiving%n",
        sending / MIB, receiving / MIB);
    assertThat(Trees.withAttributes(b.folder)).isEqualTo(Trees.withAttributes(a.folder));
    assertThat(sending).isBetween(1L, MOST_MEMORY);
    assertThat(receiving).isBetween(1L, MOST_MEMORY);
  }

  private long peakOf(Path root, String name, Path temporary, List<String> options)
      throws Exception {
    try (ChildJava child =
        ChildJava.start(
            List.of(), options, temporary, KillMain.class, root.toString(), name, "sync")) {
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
    return Long.parseLong(Shell.run(file.getParent(), "stat -c %b big").strip()) * 512;
  }
}
