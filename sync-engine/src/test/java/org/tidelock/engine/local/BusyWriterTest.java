package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.engine.local.WriterFixture.at;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Acceptance;

/// Two writers on one file, as fast as they can: ours, and somebody else, who never destroys anything himself: he keeps what he takes away. So whatever
/// either of them has ever written must be somewhere in the end.
class BusyWriterTest {
  private static final int ROUNDS = 400;

  @TempDir Path temp;

  @Acceptance(89)
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsEverDestroyed(boolean exchanges) throws Exception {
    Path root = Files.createDirectory(temp.resolve("root"));
    WriterFixture ours = new WriterFixture(root, exchanges);
    ours.write("a", "start");
    Set<String> kept = new TreeSet<>(Set.of("start"));
    int done = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Somebody somebody = new Somebody(RealDisk.open(root), root);
      Future<Set<String>> theirs = threads.submit(somebody::work);
      for (int i = 0; i < ROUNDS; i++) {
        Optional<String> written = round(ours, "ours " + i);
        if (written.isPresent()) {
          kept.add(written.get());
          done++;
        }
      }
      somebody.stop = true;
      kept.addAll(theirs.get());
    }
    assertThat(everything(root)).containsAll(kept);
    assertThat(done).as("rounds in which ours succeeded").isPositive();
  }

  /// What was put in place, if anything.
  private static Optional<String> round(WriterFixture ours, String text) throws IOException {
    LocalPath staged = ours.staged(text);
    try {
      BaseRow row = ours.row("a");
      ours.writer.replace(staged, at("a"), row);
      if (text.hashCode() % 3 == 0) ours.writer.remove(at("a"), ours.row("a"));
      return Optional.of(text);
    } catch (StaleException | NoSuchFileException | java.util.NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static final class Somebody {
    private final Disk disk;
    private final Path root;
    private volatile boolean stop;

    Somebody(Disk disk, Path root) {
      this.disk = disk;
      this.root = root;
    }

    Set<String> work() throws IOException {
      Set<String> written = new HashSet<>();
      for (int i = 0; !stop; i++) {
        Files.writeString(root.resolve("theirs" + i), "theirs " + i);
        written.add("theirs " + i);
        if (i % 4 == 3) takeAway(i);
        else save(i);
      }
      return written;
    }

    private void save(int i) throws IOException {
      try {
        disk.exchange(at("theirs" + i), at("a"));
      } catch (NoSuchFileException e) {
        place(i);
      }
    }

    private void place(int i) throws IOException {
      try {
        disk.move(at("theirs" + i), at("a"));
      } catch (FileAlreadyExistsException e) {
        return;
      }
    }

    private void takeAway(int i) throws IOException {
      try {
        disk.move(at("a"), at("taken" + i));
      } catch (NoSuchFileException e) {
        return;
      }
    }
  }

  private static Set<String> everything(Path root) throws IOException {
    Set<String> texts = new HashSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        texts.add(Files.readString(file));
    }
    return texts;
  }
}
