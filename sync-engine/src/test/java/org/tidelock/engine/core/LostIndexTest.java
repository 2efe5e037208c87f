package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;

/// A device dies while it sends, and its index is lost, too, or put back from a copy: whatever the storage has by then is known to all, nothing is written
/// twice, and nobody is accused.
final class LostIndexTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Crashes crashes = new Crashes();
  private TestDevice a;
  private TestDevice b;

  /// Where it dies: before the first effect of this kind.
  private enum Death {
    PACK("ObjectStore.create packs/"),
    SEGMENT("ObjectStore.create log/"),
    HEAD("ObjectStore.create heads/"),
    OLD_HEADS("ObjectStore.delete heads/");

    private final String before;

    Death(String before) {
      this.before = before;
    }
  }

  private enum Loss {
    NONE,
    DELETED,
    COPY_OF_BEFORE
  }

  /// Of the writer.
  private enum Age {
    KNOWN,

    /// Since the index was lost once before.
    NEW,

    /// The same, and it has not gone round yet.
    UNHEARD_OF
  }

  /// Where the storage has the segment and no head tells of it, and where it was never sent.
  static Stream<Arguments> windows() {
    return all()
        .filter(c -> c.get()[1] == Death.HEAD || c.get()[1] == Death.SEGMENT)
        .filter(c -> c.get()[1] == Death.HEAD || c.get()[0] == Age.KNOWN)
        .filter(c -> c.get()[2] != Loss.NONE);
  }

  static Stream<Arguments> all() {
    return Arrays.stream(Age.values())
        .flatMap(
            age ->
                Arrays.stream(Death.values())
                    .flatMap(
                        death ->
                            Arrays.stream(Loss.values())
                                .map(loss -> Arguments.of(age, death, loss))));
  }

  @BeforeEach
  void bothKnowSomeFiles() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(crashes));
    b = TestDevice.join(root, "b");
    a.write("edited", "at first");
    a.write("deleted", "here at first");
    a.write("moved", "stays the same");
    exchange();
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private void exchange() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
  }

  @ParameterizedTest
  @MethodSource("windows")
  void allIsKnownSoonAndOnce(Age age, Death death, Loss loss) throws Exception {
    assertAllIsKnownSoonAndOnce(age, death, loss);
  }

  @Tag("heavy")
  @ParameterizedTest
  @MethodSource("all")
  void allIsKnownSoonAndOnceWhereverItDies(Age age, Death death, Loss loss) throws Exception {
    assertAllIsKnownSoonAndOnce(age, death, loss);
  }

  private void assertAllIsKnownSoonAndOnce(Age age, Death death, Loss loss) throws Exception {
    if (age != Age.KNOWN) loseIndex();
    if (age == Age.NEW) a.sync();
    Path copy = copyIndex();
    a.vault = a.vaults.open(a.home, Optional.empty());
    a.write("new", "written before the death");
    a.write("edited", "edited before the death");
    a.delete("deleted");
    a.move("moved", "elsewhere");
    SortedMap<String, String> wanted = a.tree();
    crashes.watch((LocalVault) a.vault);
    assertThat(dies(death)).as("it dies").isTrue();
    a.vault.close();
    SortedMap<String, byte[]> log = log();
    switch (loss) {
      case NONE -> {}
      case DELETED -> deleteIndex();
      case COPY_OF_BEFORE -> putBack(copy);
    }
    a.vault = a.vaults.open(a.home, Optional.empty());
    a.sync();
    b.sync();
    log().forEach((name, bytes) -> assertThat(bytes).isEqualTo(log.getOrDefault(name, bytes)));
    assertThat(b.tree()).as("the others have it at once").isEqualTo(a.tree());
    exchange();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(a.read("new")).isEqualTo("written before the death");
    boolean isStored = death == Death.HEAD || death == Death.OLD_HEADS;
    if (age != Age.UNHEARD_OF && (isStored || loss != Loss.DELETED))
      assertThat(a.tree()).as("nothing twice, nothing back").isEqualTo(wanted);
    else assertThat(a.tree().values()).containsAll(wanted.values());
    assertNobodyIsAccused();
    laterLossBringsNothingBack();
  }

  /// What nobody had found by now would come to light, though it was written once more since.
  private void laterLossBringsNothingBack() throws Exception {
    a.delete("new");
    exchange();
    SortedMap<String, String> now = a.tree();
    a.vault.close();
    deleteIndex();
    a.vault = a.vaults.open(a.home, Optional.empty());
    exchange();
    assertThat(a.tree()).as("after one more loss").isEqualTo(now);
    assertThat(b.tree()).isEqualTo(now);
    assertNobodyIsAccused();
    try (TestDevice c = TestDevice.join(root, "c")) {
      c.sync();
      assertThat(c.tree()).as("for a newcomer").isEqualTo(now);
    }
  }

  private void assertNobodyIsAccused() {
    for (TestDevice device : List.of(a, b))
      assertThat(device.vault.issues())
          .extracting(Issue::code)
          .allMatch(List.of("APP-02", "DEV-04", "KEY-06", "SYN-01")::contains);
  }

  private boolean dies(Death death) throws Exception {
    crashes.armBefore(death.before);
    try {
      a.sync();
      return false;
    } catch (Crashes.Crash | TidelockException e) {
      if (!crashes.hasCrashed()) throw e;
      return true;
    } finally {
      crashes.revive();
    }
  }

  /// The device goes on as a new writer, which has written nothing yet.
  private void loseIndex() throws Exception {
    a.vault.close();
    deleteIndex();
    a.vault = a.vaults.open(a.home, Optional.empty());
    a.learn();
  }

  private void deleteIndex() throws Exception {
    for (String name : List.of("index.db", "index.db-wal", "index.db-shm"))
      Files.deleteIfExists(a.home.resolve(name));
  }

  private Path copyIndex() throws Exception {
    a.vault.close();
    Path copy = Files.createDirectories(root.resolve("copy"));
    for (String name : List.of("index.db", "index.db-wal", "index.db-shm"))
      if (Files.exists(a.home.resolve(name))) Files.copy(a.home.resolve(name), copy.resolve(name));
    return copy;
  }

  private void putBack(Path copy) throws Exception {
    deleteIndex();
    try (Stream<Path> files = Files.list(copy)) {
      for (Path file : files.toList()) Files.copy(file, a.home.resolve(file.getFileName()));
    }
  }

  private SortedMap<String, byte[]> log() throws Exception {
    SortedMap<String, byte[]> log = new TreeMap<>();
    Path top = root.resolve("store/log");
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        log.put(top.relativize(file).toString(), Files.readAllBytes(file));
    }
    return log;
  }
}
