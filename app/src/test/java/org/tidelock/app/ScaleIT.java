package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Needs;

/// A vault of very many small files, through the launcher: what each step takes, and that no process takes more memory than it may, however many files there
/// are. `-Dtidelock.scale.files=N` makes another number than 1,000,000; it needs some 12 KiB of disk for each, and prints what it measures.
@Tag("heavy")
final class ScaleIT {
  private static final int FILES = Integer.getInteger("tidelock.scale.files", 1_000_000);
  private static final int IN_A_FOLDER = 1000;
  private static final long DISK_FOR_EACH = 12 << 10;
  private static final long MOST_MEMORY = 1L << 30;
  private static final List<String> TOPS =
      List.of("Archive", "Books", "Clients", "Drafts", "Finance", "Music", "Photos", "Travel");

  @TempDir Path temp;
  private Device a;
  private Device b;

  @BeforeEach
  void prepare() throws IOException {
    Launcher.require();
    Needs.that(
        Files.getFileStore(temp).getUsableSpace() > FILES * DISK_FOR_EACH,
        "room for " + FILES + " files in " + temp);
    a = new Device(temp, "a");
    b = new Device(temp, "b");
  }

  @Test
  void aMillionFilesNeedNoMoreMemoryThanAnyOthers() throws Exception {
    makeTree();
    step(
        a,
        "create",
        "--storage",
        a.storage(),
        "--folder",
        a.folder.toString(),
        "--keep-unlocked=file");
    step(a, "sync");
    long objects = objects();
    step(a, "sync");
    assertThat(objects()).as("objects after a sync of nothing").isEqualTo(objects);
    step(
        b,
        "join",
        "--storage",
        b.storage(),
        "--folder",
        b.folder.toString(),
        "--keep-unlocked=file",
        "--yes");
    step(b, "sync");
    assertSameFiles();
    Files.move(a.folder.resolve(TOPS.getFirst()), a.folder.resolve("Renamed"));
    Path edited = folder(1).resolve(name(0));
    Files.writeString(edited, "edited");
    objects = objects();
    step(a, "sync");
    assertThat(objects() - objects).as("objects for a rename and an edit").isBetween(1L, 4L);
    step(b, "sync");
    assertThat(b.folder.resolve(a.folder.relativize(edited))).hasContent("edited");
    assertSameFiles();
  }

  private Path folder(int number) {
    return a.folder
        .resolve(TOPS.get(number % TOPS.size()))
        .resolve("Year " + (1990 + number / TOPS.size() % 35))
        .resolve("Folder " + number);
  }

  private static String name(int number) {
    return String.format("Letter to nobody %05d.txt", number);
  }

  private void makeTree() throws IOException {
    for (int made = 0; made < FILES; made++) {
      int number = made / IN_A_FOLDER;
      Path folder = folder(number);
      if (made % IN_A_FOLDER == 0) Files.createDirectories(folder);
      Files.writeString(folder.resolve(name(made % IN_A_FOLDER)), "letter " + made);
    }
  }

  /// Runs one command, and looks at what it takes while it runs.
  private void step(Device device, String... words) throws Exception {
    Path out = Files.createTempFile(temp, "out", "");
    long begun = System.nanoTime();
    Process process = Launcher.start(temp, device.environment, device.command(words), out, out);
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    long memory = 0;
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) memory = Math.max(memory, peak(status));
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "%d files, %s %s: %.1f s, %d MiB resident, index %d MiB%n",
        FILES,
        device.home.getFileName(),
        words[0],
        seconds,
        memory >> 20,
        Files.size(device.home.resolve("index.db")) >> 20);
    assertThat(process.exitValue()).as(words[0] + ": " + Files.readString(out)).isZero();
    assertThat(memory).as("bytes resident in " + words[0]).isLessThan(MOST_MEMORY);
  }

  /// 0 where the system does not tell, or the process has ended.
  private static long peak(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  private long objects() throws IOException {
    try (Stream<Path> all = Files.walk(a.store)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private void assertSameFiles() throws IOException {
    long[] files = {0};
    Files.walkFileTree(
        a.folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.endsWith(".tidelock")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            files[0]++;
            Path there = b.folder.resolve(a.folder.relativize(file));
            assertThat(Files.mismatch(file, there)).as(there.toString()).isEqualTo(-1);
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(files[0]).isEqualTo(FILES);
  }
}
