package org.tidelock.engine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.plan.BaseEntry;

class BaseTableTest {
  @TempDir Path dir;
  private Database db;
  private BaseTable base;

  @BeforeEach
  void open() {
    db = Database.open(dir.resolve("index.db"), Database.Access.WRITE);
    base = new BaseTable(db);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static NodeId id(long n) {
    return new NodeId(new Id128(n, n));
  }

  private static BaseRow folder(long id, NodeId parent, String name) {
    return row(
        new BaseEntry(
            id(id),
            List.of(id(id)),
            parent,
            name,
            NodeKind.FOLDER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Fingerprint(Fingerprint.Kind.FOLDER, 0, 5, 6, 7, 8, id, true));
  }

  private static BaseRow file(long id, NodeId parent, String name, long size) {
    return row(
        new BaseEntry(
            id(id),
            List.of(id(id)),
            parent,
            name,
            NodeKind.FILE,
            Optional.of(new OpId(new WriterId(new Id128(4, 4)), 5, 6)),
            Optional.of(new ContentId(new Hash256(1, 2, 3, size))),
            Optional.of(new Attributes(Instant.ofEpochSecond(99, 5000), false)),
            Optional.of(new OpOrder(7, new OpId(new WriterId(new Id128(4, 4)), 5, 5)))),
        new Fingerprint(Fingerprint.Kind.FILE, size, 5, 6, 7, 8, id, false));
  }

  private static BaseRow row(BaseEntry entry, Fingerprint fingerprint) {
    return new BaseRow(entry, fingerprint, false);
  }

  @Test
  void anyRowComesBackAsItWas() {
    long seed = System.nanoTime();
    System.out.println("BaseTableTest seed " + seed);
    Random random = new Random(seed);
    Map<NodeId, BaseRow> rows = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      BaseRow row = random(random, i);
      rows.put(row.entry().id(), row);
      base.put(row);
    }
    rows.forEach((id, row) -> assertThat(base.row(id)).contains(row));
    assertThat(base.rowsIn(Nodes.ROOT)).containsExactlyInAnyOrderElementsOf(rows.values());
  }

  private static BaseRow random(Random random, int i) {
    NodeKind kind = NodeKind.values()[random.nextInt(3)];
    NodeId id = new NodeId(new Id128(random.nextLong(), i));
    WriterId writer = new WriterId(new Id128(random.nextInt(2), 0));
    BaseEntry entry =
        new BaseEntry(
            id,
            random.nextBoolean() ? List.of(id) : List.of(id(random.nextInt()), id, id(3)),
            Nodes.ROOT,
            "näme \n'%_" + i,
            kind,
            some(random, new OpId(writer, random.nextLong() >>> 1, random.nextInt() >>> 1)),
            some(random, new ContentId(new Hash256(random.nextLong(), 0, -1, i))),
            some(
                random,
                new Attributes(
                    Instant.ofEpochSecond(random.nextInt(), 999_999_000), random.nextBoolean())),
            some(
                random,
                new OpOrder(
                    random.nextLong() >>> 1,
                    new OpId(new WriterId(new Id128(random.nextInt(2), 0)), 1L << 62, 0))));
    Fingerprint fingerprint =
        new Fingerprint(
            Fingerprint.Kind.values()[random.nextInt(4)],
            random.nextLong() >>> 1,
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextBoolean());
    return new BaseRow(entry, fingerprint, random.nextBoolean());
  }

  private static <T> Optional<T> some(Random random, T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  @Test
  void totalsFollowEveryChangeAndARollback() {
    base.put(folder(1, Nodes.ROOT, "a"));
    base.put(file(2, id(1), "x", 100));
    base.put(file(3, id(1), "y", 20));
    assertThat(List.of(base.files(), base.bytes())).containsExactly(2L, 120L);
    base.put(file(2, id(1), "x", 1));
    base.rename(id(3), file(4, id(1), "z", 2));
    assertThat(List.of(base.files(), base.bytes())).containsExactly(2L, 3L);
    assertThatThrownBy(
            () ->
                db.transaction(
                    () -> {
                      base.put(file(9, id(1), "w", 1000));
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");
    assertThat(List.of(base.files(), base.bytes())).containsExactly(2L, 3L);
    base.remove(id(2));
    base.put(folder(4, id(1), "z")); // The file gave way to a folder of its id.
    assertThat(List.of(base.files(), base.folders(), base.bytes())).containsExactly(0L, 2L, 0L);
  }

  @Test
  void whatIsInAFolderFollowsItsNewIdAndItsNewPlace() {
    base.put(folder(1, Nodes.ROOT, "a"));
    base.put(folder(2, id(1), "b"));
    base.put(file(3, id(2), "c", 1));
    base.rename(id(1), folder(9, Nodes.ROOT, "z"));
    assertThat(base.row(id(1))).isEmpty();
    assertThat(base.rowsIn(id(1))).isEmpty();
    assertThat(base.rowsIn(id(9))).containsExactly(folder(2, id(9), "b"));
    assertThat(base.row(id(2))).contains(folder(2, id(9), "b"));
    assertThat(base.children(id(2))).containsExactly(file(3, id(2), "c", 1).entry());
    assertThat(base.pathOf(id(3))).contains(LocalPath.of("z", "b", "c"));
    assertThat(base.pathOf(id(1))).isEmpty();
    assertThat(base.pathOf(Nodes.ROOT)).contains(LocalPath.ROOT);
    assertThat(base.folderAt(LocalPath.of("z", "b"))).contains(id(2));
    assertThat(base.folderAt(LocalPath.ROOT)).contains(Nodes.ROOT);
    base.put(folder(2, Nodes.ROOT, "top"));
    assertThat(base.pathOf(id(3))).contains(LocalPath.of("top", "c"));
    assertThatThrownBy(() -> base.rename(id(2), folder(9, Nodes.ROOT, "y")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> base.rename(id(77), folder(78, Nodes.ROOT, "y")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void filesMaySwapTheirNamesWithinATransaction() {
    base.put(folder(1, Nodes.ROOT, "a"));
    base.put(file(2, id(1), "x", 2));
    base.put(file(3, id(1), "y", 3));
    base.put(file(4, id(1), "z", 4));
    db.transaction(
        () -> {
          base.put(file(2, id(1), "y", 2));
          assertThat(base.row(id(3)).map(BaseRow::fingerprint))
              .contains(file(3, id(1), "y", 3).fingerprint());
          base.put(file(3, id(1), "z", 3));
          assertThat(base.pathOf(id(3))).contains(LocalPath.of("a", "z"));
          base.put(file(4, id(1), "x", 4));
          return true;
        });
    assertThat(base.rowsIn(id(1)))
        .containsExactlyInAnyOrder(
            file(2, id(1), "y", 2), file(3, id(1), "z", 3), file(4, id(1), "x", 4));
    db.transaction(
        () -> {
          base.put(file(2, id(1), "z", 2));
          base.remove(id(3));
          return true;
        });
    assertThat(base.rowsIn(id(1)))
        .containsExactlyInAnyOrder(file(2, id(1), "z", 2), file(4, id(1), "x", 4));
  }

  @Test
  void whoeverHadAPlaceThatAnotherRowTookIsToBeFoundAnew() {
    base.put(file(2, Nodes.ROOT, "x", 2));
    base.put(file(3, Nodes.ROOT, "y", 3));
    base.put(file(2, Nodes.ROOT, "y", 2));
    assertThat(base.rowsIn(Nodes.ROOT))
        .containsExactlyInAnyOrder(
            file(2, Nodes.ROOT, "y", 2), file(3, Nodes.ROOT, LocalNames.displaced(id(3)), 3));
    assertThat(base.folderAt(LocalPath.of("x"))).isEmpty();
    assertThat(base.folderAt(LocalPath.of("y"))).as("a file").isEmpty();
  }

  @Test
  void aFolderWithRowsInItStaysAndNothingHangsInTheAir() {
    base.put(folder(1, Nodes.ROOT, "a"));
    base.put(file(2, id(1), "x", 2));
    assertThatThrownBy(() -> base.remove(id(1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> base.put(file(3, id(7), "x", 2)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(base.holdsSeveral()).isTrue();
    base.remove(id(2));
    base.remove(id(2));
    assertThat(base.holdsSeveral()).isFalse();
    base.remove(id(1));
    assertThat(base.rowsIn(Nodes.ROOT)).isEmpty();
  }

  @Test
  void aFileIsFoundByItsNumberOnItsVolume() {
    base.put(folder(1, Nodes.ROOT, "a"));
    base.put(file(2, id(1), "x", 2));
    assertThat(base.rowsOf(8, 2)).containsExactly(file(2, id(1), "x", 2));
    assertThat(base.rowsOf(9, 2)).isEmpty();
    assertThat(base.rowsOf(8, 3)).isEmpty();
  }
}
