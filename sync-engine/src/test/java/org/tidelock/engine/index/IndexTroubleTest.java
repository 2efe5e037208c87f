package org.tidelock.engine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.SmallDisk;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.index.IndexException.Kind;
import org.tidelock.engine.merge.Node;

/// What an index that is damaged, foreign, or on a full disk says.
class IndexTroubleTest {
  @TempDir Path dir;

  private Path filled() {
    Path file = dir.resolve("index.db");
    try (MergedIndex index = new MergedIndex(file)) {
      index.apply(RandomHistory.commits(3, 60), _ -> {}, () -> {});
    }
    return file;
  }

  private static void read(Path file) {
    try (MergedIndex index = new MergedIndex(file)) {
      index.db.check();
      for (Node node : index.state.visibleChildren(org.tidelock.engine.history.Nodes.ROOT))
        index.state.node(node.id());
    }
  }

  private static Kind kindOf(Runnable work) {
    IndexException e = catchThrowableOfType(IndexException.class, work::run);
    assertThat(e).as("an error").isNotNull();
    return e.kind();
  }

  @Test
  void aWholeIndexHasNoTrouble() {
    read(filled());
  }

  @Test
  void aFileThatIsNoIndexIsDamaged() throws Exception {
    Path file = dir.resolve("index.db");
    byte[] garbage = new byte[50_000];
    new Random(1).nextBytes(garbage);
    Files.write(file, garbage);
    assertThat(kindOf(() -> read(file))).isEqualTo(Kind.DAMAGED);
    assertThat(Files.readAllBytes(file)).as("it is kept for a look").isEqualTo(garbage);
  }

  @Test
  void aTruncatedIndexIsDamaged() throws Exception {
    Path file = filled();
    long size = Files.size(file);
    for (long length : new long[] {100, 4096, 5000, size / 2, size - 4096}) {
      Path cut = dir.resolve("cut-" + length);
      Files.copy(file, cut);
      try (RandomAccessFile out = new RandomAccessFile(cut.toFile(), "rw")) {
        out.setLength(length);
      }
      assertThat(kindOf(() -> read(cut))).as("cut to " + length).isEqualTo(Kind.DAMAGED);
    }
  }

  @Acceptance(127)
  @Test
  void overwrittenPagesAreDamaged() throws Exception {
    Path file = filled();
    byte[] zeros = new byte[4096];
    for (long at = 4096; at < Files.size(file); at += 4096) {
      Path copy = dir.resolve("page-" + at);
      Files.copy(file, copy);
      try (RandomAccessFile out = new RandomAccessFile(copy.toFile(), "rw")) {
        out.seek(at);
        out.write(zeros);
      }
      assertThat(kindOf(() -> read(copy))).as("page at " + at).isEqualTo(Kind.DAMAGED);
    }
  }

  @Test
  void aValueThatCannotBeRightIsDamage() {
    Path file = filled();
    try (Database db = Database.open(file, Database.Access.WRITE)) {
      db.update("UPDATE node SET state=x'01' WHERE parent=0");
    }
    assertThat(kindOf(() -> read(file))).isEqualTo(Kind.DAMAGED);
  }

  @Test
  void anIndexOfAnotherVersionIsNotRead() {
    Path file = filled();
    try (Database db = Database.open(file, Database.Access.WRITE)) {
      db.execute("PRAGMA user_version = 99");
    }
    for (Database.Access access : Database.Access.values())
      assertThat(kindOf(() -> Database.open(file, access).close())).isEqualTo(Kind.OTHER_VERSION);
  }

  @Test
  void aMissingFolderIsNeitherDamagedNorFull() {
    assertThat(
            kindOf(() -> Database.open(dir.resolve("no/index.db"), Database.Access.WRITE).close()))
        .isEqualTo(Kind.FAILED);
  }

  @Test
  void aSecondWriterIsToldThatTheIndexIsBusy() throws Exception {
    Path file = filled();
    try (Database one = Database.open(file, Database.Access.WRITE);
        Database two = Database.open(file, Database.Access.WRITE)) {
      two.execute("PRAGMA busy_timeout = 50");
      one.transaction(
          () -> {
            new MetaTable(one).putText("a", "1");
            assertThat(kindOf(() -> new MetaTable(two).putText("a", "2"))).isEqualTo(Kind.BUSY);
            return true;
          });
      new MetaTable(two).putText("a", "2");
      assertThat(new MetaTable(one).text("a")).contains("2");
    }
  }

  @Test
  void aFullDiskLosesNothingAndGoesOnWhenThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 3 << 20)) {
      Path file = disk.root().resolve("index.db");
      List<Commit> commits = RandomHistory.commits(5, 40);
      try (MergedIndex index = new MergedIndex(file)) {
        index.apply(commits.subList(0, 20), _ -> {}, () -> {});
        var hash = index.state.stateHash();
        disk.fill();
        IndexException full =
            catchThrowableOfType(
                IndexException.class,
                () ->
                    index.apply(
                        commits.subList(20, 40),
                        _ -> {},
                        () -> new MetaTable(index.db).put("big", new byte[1 << 20])));
        assertThat(full.kind()).isEqualTo(Kind.FULL);
        assertThat(index.state.stateHash()).isEqualTo(hash);
        disk.makeRoom();
        index.apply(commits.subList(20, 40), _ -> {}, () -> {});
        assertThat(index.state.stateHash()).isNotEqualTo(hash);
      }
      read(file);
    }
  }

  @Test
  void aStatementThatFailedOnAFullDiskWorksWhenThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 3 << 20)) {
      try (Database db = Database.open(disk.root().resolve("index.db"), Database.Access.WRITE)) {
        MetaTable meta = new MetaTable(db);
        meta.put("a", new byte[1]);
        disk.fill();
        assertThat(kindOf(() -> meta.put("a", new byte[1 << 20]))).isEqualTo(Kind.FULL);
        disk.makeRoom();
        meta.put("a", new byte[] {7});
        assertThat(meta.get("a")).contains(new byte[] {7});
      }
    }
  }

  @Test
  void anIndexThatCannotBeMadeForWantOfRoomSaysSo() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 1 << 20)) {
      disk.fill();
      Path file = disk.root().resolve("index.db");
      assertThat(kindOf(() -> Database.open(file, Database.Access.WRITE).close()))
          .isEqualTo(Kind.FULL);
      disk.makeRoom();
      Database.open(file, Database.Access.WRITE).close();
    }
  }
}
