package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.phrase.Todo;

/// A profile whose index is lost, in whatever way: it is built anew from the storage. Nothing is deleted anywhere, nothing is sent that was left out, and what a
/// person has chosen stays (decision 0096).
final class RebuiltIndexTest extends TwoDevices {
  private static final int FILES = 60;
  private Path index;
  private SortedMap<String, String> ofA;
  private SortedMap<String, String> ofB;

  @BeforeEach
  void synced() throws Exception {
    index = a.home.resolve("index.db");
    for (int i = 0; i < FILES; i++) a.write("many/" + i, "text " + i);
    a.write("deep/er/file", "deep");
    a.vault.addIgnorePattern("secret/");
    a.write("secret/diary", "nobody else's");
    exchange();
    a.vault.pause(Optional.of(Duration.ofDays(1)));
    a.vault.confirmRecoveryKit();
    ofA = a.tree();
    ofB = b.tree();
    assertThat(ofB).doesNotContainKey("secret/diary").hasSize(FILES + 4);
  }

  @Test
  void oneOfAnotherVersion() throws Exception {
    a.vault.close();
    try (Database db = Database.open(index, Database.Access.WRITE)) {
      db.update("PRAGMA user_version = 99");
    }
    openAgain();
    assertAsBefore();
  }

  @Test
  void oneThatWasCutShort() throws Exception {
    a.vault.close();
    for (int length : new int[] {0, 50, 5000}) {
      cut(length);
      openAgain();
      a.vault.close();
    }
    openAgain();
    assertAsBefore();
  }

  /// Also by a person who looks for room on the disk.
  @Test
  void oneThatIsNotThere() throws Exception {
    a.vault.close();
    Files.delete(index);
    openAgain();
    assertAsBefore();
  }

  /// Opening does not read it.
  @Test
  void oneThatIsDamagedInside() throws Exception {
    damageTable("base");
    openAgain();
    assertThatThrownBy(a::sync)
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.LOCAL);
              assertThat(e.todo().phrase()).isEqualTo(Todo.START_FOR_NEW_INDEX);
            });
    a.restart();
    assertAsBefore();
  }

  /// Only who looks at the list finds out.
  @Test
  void oneThatIsDamagedWhereNoRoundReads() throws Exception {
    damageTable("activity");
    openAgain();
    assertThatThrownBy(() -> a.vault.activity(10, Optional.empty()))
        .isInstanceOf(IndexException.class);
    a.restart();
    assertThat(a.vault.activity(10, Optional.empty())).isEmpty();
    assertAsBefore();
  }

  @Test
  void oneThatIsDamagedWhereOpeningReadsIt() throws Exception {
    damageTable("meta");
    openAgain();
    assertAsBefore();
  }

  /// A crash came before all of it was put aside.
  @Test
  void oneThatWasMarkedAsDamaged() throws Exception {
    a.vault.close();
    Files.createFile(a.home.resolve("index-damaged"));
    Files.move(index, a.home.resolve("index.db.damaged"));
    Files.write(a.home.resolve("index.db-wal"), new byte[5000]);
    openAgain();
    assertThat(a.home.resolve("index-damaged")).doesNotExist();
    assertThat(a.home.resolve("index.db-wal.damaged")).exists();
    assertAsBefore();
    a.restart();
    assertThat(a.vault.activity(10, Optional.empty())).as("the new one is kept").isNotEmpty();
  }

  /// What waited for an answer is lost, and that is told; the files are there again.
  @Test
  void nothingThatWaitedIsDeleted() throws Exception {
    a.delete("many");
    a.sync();
    assertThat(a.vault.holds()).hasSize(1);
    a.vault.close();
    Files.delete(index);
    openAgain();
    assertThat(a.vault.holds()).isEmpty();
    assertThat(a.vault.issues()).extracting(Issue::code).contains("APP-02");
    exchange();
    assertThat(a.tree()).isEqualTo(ofA);
    assertThat(b.tree()).isEqualTo(ofB);
    assertThat(a.vault.issues()).as("until it is old").extracting(Issue::code).contains("APP-02");
    assertThat(a.vault.holds()).isEmpty();
  }

  /// The first page of a table.
  private void damageTable(String table) throws Exception {
    a.vault.close();
    long page;
    try (Database db = Database.open(index, Database.Access.WRITE)) {
      db.list("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1));
      page =
          db.first("SELECT rootpage FROM sqlite_schema WHERE name=?", row -> row.getLong(1), table)
              .orElseThrow();
    }
    byte[] garbage = new byte[4096];
    new Random(7).nextBytes(garbage);
    try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
      file.seek((page - 1) * garbage.length);
      file.write(garbage);
    }
  }

  private void openAgain() throws Exception {
    a.vault = a.vaults.open(a.home, Optional.empty());
  }

  private void cut(long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "rw")) {
      file.setLength(length);
    }
  }

  private void assertAsBefore() throws Exception {
    assertThat(a.vault.ignorePatterns()).containsExactly("secret/");
    assertThat(a.vault.status().pausedUntil()).isPresent();
    assertThat(a.vault.info().recoveryKitConfirmed()).isTrue();
    long writers = writers();
    exchange();
    assertThat(a.tree()).isEqualTo(ofA);
    assertThat(b.tree()).isEqualTo(ofB);
    assertThat(b.vault.listDeleted("")).isEmpty();
    a.write("many/0", "edited here");
    b.write("many/1", "edited there");
    a.delete("deep/er/file");
    exchange();
    assertThat(b.read("many/0")).isEqualTo("edited here");
    assertThat(a.read("many/1")).isEqualTo("edited there");
    assertThat(b.has("deep/er/file")).isFalse();
    assertThat(a.has("secret/diary")).isTrue();
    assertThat(writers()).as("it goes on as a new writer").isEqualTo(writers + 1);
    assertThat(b.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  /// With a head in the storage.
  private long writers() throws IOException {
    try (Stream<Path> heads = Files.walk(root.resolve("store").resolve("heads"))) {
      Set<String> writers =
          heads
              .filter(Files::isRegularFile)
              .map(p -> p.getFileName().toString())
              .map(name -> name.substring(0, name.indexOf('-')))
              .collect(Collectors.toSet());
      return writers.size();
    }
  }
}
