package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.history.CheckpointRow;
import org.tidelock.engine.history.CheckpointRow.NodeRow;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// A member's checkpoints whose rows are sound by themselves and make no sense together.
class CheckpointAttackTest {
  @TempDir Path root;

  private static NodeRow with(
      NodeRow n,
      NodeKind kind,
      VersionVector life,
      List<org.tidelock.engine.history.OpOrder> versions,
      List<org.tidelock.engine.history.OpId> deletions,
      boolean lives,
      int children) {
    return new NodeRow(
        n.id(),
        kind,
        n.birth(),
        n.born(),
        life,
        n.moves(),
        versions,
        n.attributes(),
        deletions,
        lives,
        children);
  }

  /// Whatever a member writes, a newcomer joins.
  @Test
  void noRowsKeepANewcomerFromJoining() throws Exception {
    try (TestDevice one = TestDevice.create(root, "first")) {
      for (int i = 0; i < 4; i++) {
        one.write("d/a.txt", "text " + i);
        if (i == 1) one.write("b.txt", "b");
        if (i == 2) one.move("d/a.txt", "d/c.txt");
        one.sync();
      }
      one.delete("b.txt");
      one.sync();
      CheckpointTest.write(one);
      Map<String, UnaryOperator<NodeRow>> lies = new TreeMap<>();
      lies.put(
          "no versions",
          n -> with(n, n.kind(), n.life(), List.of(), n.deletions(), n.lives(), n.children()));
      lies.put(
          "no life",
          n ->
              with(
                  n,
                  n.kind(),
                  VersionVector.EMPTY,
                  n.versions(),
                  n.deletions(),
                  n.lives(),
                  n.children()));
      lies.put(
          "all folders",
          n ->
              with(
                  n, NodeKind.FOLDER, n.life(), List.of(), n.deletions(), n.lives(), n.children()));
      lies.put(
          "all links",
          n -> with(n, NodeKind.LINK, n.life(), List.of(), n.deletions(), n.lives(), 0));
      lies.put(
          "all files",
          n ->
              with(
                  n,
                  NodeKind.FILE,
                  n.life(),
                  n.versions(),
                  n.deletions(),
                  n.lives(),
                  n.children()));
      lies.put(
          "many children",
          n ->
              with(
                  n,
                  n.kind(),
                  n.life(),
                  n.versions(),
                  n.deletions(),
                  n.lives(),
                  Integer.MAX_VALUE));
      lies.put(
          "all alive",
          n -> with(n, n.kind(), n.life(), n.versions(), List.of(), true, n.children()));
      lies.put(
          "all dead",
          n -> with(n, n.kind(), n.life(), n.versions(), n.deletions(), false, n.children()));
      lies.put(
          "deleted by what is none",
          n ->
              with(
                  n,
                  n.kind(),
                  n.life(),
                  n.versions(),
                  List.of(n.born().id()),
                  n.lives(),
                  n.children()));
      ForgedCheckpoint forged = new ForgedCheckpoint(root, one);
      List<CheckpointRow> truth = List.copyOf(forged.rows);
      List<String> failed = new ArrayList<>();
      for (var lie : lies.entrySet()) {
        forged.rows.clear();
        forged.rows.addAll(truth);
        forged.change(r -> r instanceof NodeRow n ? lie.getValue().apply(n) : r);
        forged.put();
        try (TestDevice two = TestDevice.join(root, lie.getKey())) {
          two.sync();
          assertThat(two.tree()).isEqualTo(one.tree());
        } catch (RuntimeException e) {
          failed.add(lie.getKey() + ": " + e);
        }
      }
      for (Class<?> kind :
          List.of(
              CheckpointRow.SegmentRow.class,
              CheckpointRow.VersionRow.class,
              NodeRow.class,
              CheckpointRow.MoveRow.class,
              CheckpointRow.DeletionRow.class,
              CheckpointRow.PackRow.class,
              CheckpointRow.ChunkRow.class)) {
        forged.rows.clear();
        forged.rows.addAll(truth);
        forged.rows.removeIf(kind::isInstance);
        forged.put();
        try (TestDevice two = TestDevice.join(root, "without " + kind.getSimpleName())) {
          assertThat(two.vault.issues()).isNotNull();
        } catch (RuntimeException e) {
          failed.add(kind + ": " + e);
        }
      }
      assertThat(failed).isEmpty();
    }
  }

  private static List<String> codes(TestDevice device) {
    return device.vault.issues().stream()
        .map(Issue::code)
        .filter(c -> c.startsWith("SYN"))
        .toList();
  }

  /// A member leaves out what it has deleted; another device brings it back. Somebody who syncs by hand only is told what to do.
  @Test
  void aLieOnWhichRoundsStumbleIsToldAtOnce() throws Exception {
    try (TestDevice one = TestDevice.create(root, "first")) {
      for (int i = 0; i < 4; i++) {
        one.write("a.txt", "text " + i);
        if (i == 1) one.write("b.txt", "b");
        one.sync();
      }
      one.delete("b.txt");
      one.sync();
      CheckpointTest.write(one);
      ForgedCheckpoint forged = new ForgedCheckpoint(root, one);
      List<CheckpointRow> before = List.copyOf(forged.rows);
      List<org.tidelock.engine.history.NodeId> dead = new ArrayList<>();
      for (CheckpointRow r : before) if (r instanceof NodeRow n && !n.lives()) dead.add(n.id());
      forged.rows.removeIf(
          r ->
              (r instanceof NodeRow n && dead.contains(n.id()))
                  || r instanceof CheckpointRow.DeletionRow
                  || (r instanceof CheckpointRow.VersionRow v && dead.contains(v.node())));
      assertThat(forged.rows).hasSize(before.size() - 3);
      forged.put();
      Path log = root.resolve("store/log");
      Path gap = log.resolve(CheckpointTest.names(log).getFirst()).resolve("0000000000000001");
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(codes(two)).isEmpty();
        byte[] bytes = Files.readAllBytes(gap);
        Files.delete(gap); // so the audit does not end
        commit(one, List.of(new Operation.Touch(dead.getFirst())));
        one.sync();
        assertThatThrownBy(two::sync).hasMessageContaining("unknown node");
        assertThat(codes(two)).containsExactly("SYN-11");
        Files.write(gap, bytes);
        two.restart();
        two.sync();
        assertThat(codes(two)).isEmpty();
        assertThat(two.tree()).isEqualTo(one.tree()).containsKey("b.txt");
      }
    }
  }

  private long notFetched(String device) {
    try (Database db =
        Database.open(root.resolve("home-" + device + "/index.db"), Database.Access.READ)) {
      return Tables.over(db).log().notFetched();
    }
  }

  private static TestDevice first(Path root, LocalVaults vaults) throws Exception {
    TestDevice one = TestDevice.create(root, "first", vaults);
    edits(one, "text", 6);
    return one;
  }

  private static void edits(TestDevice device, String text, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      device.write("a.txt", text + i);
      device.sync();
    }
  }

  /// Whoever syncs by hand gets on with the audit, whatever stops rounds.
  @Test
  void aRoundThatFailsDoesNotStopTheAudit() throws Exception {
    try (TestDevice one = first(root, TestDevice.vaults())) {
      CheckpointTest.write(one);
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(notFetched("second")).isPositive();
        Files.move(two.folder, root.resolve("elsewhere"));
        assertThatThrownBy(two::sync).isInstanceOf(TidelockException.class);
        assertThat(notFetched("second")).isZero();
      }
    }
  }

  @Test
  void aClosedVaultSaysSo() throws Exception {
    try (TestDevice one = first(root, TestDevice.vaults())) {
      CheckpointTest.write(one);
      try (TestDevice two = TestDevice.join(root, "second")) {
        two.vault.close();
        assertThatThrownBy(two::sync).isInstanceOf(VaultClosedException.class);
      }
    }
  }

  /// Has room for so many pages more with each index.
  private static final class FullDisk extends SystemPlaces {
    int made;

    @Override
    public Database passingIndex() {
      Database db = super.passingIndex();
      int pages = 34 + 4 * made++;
      db.first("PRAGMA max_page_count=" + pages, row -> true);
      return db;
    }
  }

  /// Each time it is given more time, where nothing goes on besides.
  @Test
  void afterAFullDiskTheAuditBeginsAnewAndAccusesNobody() throws Exception {
    FullDisk disk = new FullDisk();
    try (TestDevice one = first(root, TestDevice.vaults())) {
      for (int i = 0; i < 150; i++) commit(one, List.of());
      one.sync();
      CheckpointTest.write(one);
      try (TestDevice two = TestDevice.join(root, "second", TestDevice.vaults(disk))) {
        for (int i = 0; i < 60 && shop(two).audit().isPending(); i++) {
          ((LocalVault) two.vault).oldHistory().turn();
          assertThat(codes(two)).isEmpty();
          if (shop(two).audit().isPending())
            assertThat(shop(two).audit().alone(Duration.ofMillis(1)))
                .isEqualTo(Duration.ofMillis(1L << disk.made));
          if (disk.made == 2) two.restart();
        }
        assertThat(shop(two).audit().isPending()).isFalse();
        assertThat(disk.made).isGreaterThan(3);
      }
    }
  }

  private static Workshop shop(TestDevice device) throws Exception {
    return (Workshop) JoinSpeed.field(device.vault, "shop");
  }

  private static void commit(TestDevice device, List<Operation> operations) throws Exception {
    Committer committer = (Committer) JoinSpeed.field(shop(device), "committer");
    committer.commit(new Committer.Content(operations, List.of(), 0, 0), () -> {});
  }

  /// Does something when an object is asked for, or refuses to store one.
  static class Hooked extends SystemPlaces {
    boolean armed;

    void get(ObjectName name) throws Exception {}

    void create(ObjectName name) throws Exception {}

    @Override
    public ObjectStore store(Path folder, String owner, java.security.SecureRandom random)
        throws StorageException {
      ObjectStore real = super.store(folder, owner, random);
      return (ObjectStore)
          Proxy.newProxyInstance(
              ObjectStore.class.getClassLoader(),
              new Class<?>[] {ObjectStore.class},
              (_, method, arguments) -> {
                if (armed && method.getName().equals("get")) get((ObjectName) arguments[0]);
                if (armed && method.getName().equals("create")) create((ObjectName) arguments[0]);
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  static boolean isPart(ObjectName name, int part) {
    return name.asCheckpoint().filter(p -> p.part() == part).isPresent();
  }

  /// What its device deletes while it is read is no finding; the newer one is taken.
  @Test
  void aCheckpointThatGoesWhileItIsReadIsNoFinding() throws Exception {
    try (TestDevice one = first(root, TestDevice.vaults())) {
      CheckpointTest.write(one);
      Hooked places =
          new Hooked() {
            @Override
            void get(ObjectName name) throws Exception {
              if (!isPart(name, 1)) return;
              armed = false;
              for (int i = 0; i < 2; i++) {
                edits(one, "newer " + i, 1);
                CheckpointTest.write(one);
              }
            }
          };
      places.armed = true;
      try (TestDevice two = TestDevice.join(root, "second", TestDevice.vaults(places))) {
        assertThat(places.armed).isFalse();
        assertThat(codes(two)).isEmpty();
        assertThat(notFetched("second")).isPositive();
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree());
      }
    }
  }

  @Test
  void triesThatFailLeaveNoMoreThanOne() throws Exception {
    Hooked places =
        new Hooked() {
          @Override
          void create(ObjectName name) throws Exception {
            if (isPart(name, 0)) throw new java.io.InterruptedIOException();
          }
        };
    try (TestDevice one = first(root, TestDevice.vaults(places))) {
      places.armed = true;
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(() -> CheckpointTest.write(one));
        one.sync();
      }
      assertThat(CheckpointTest.names(root.resolve("store/checkpoints"))).hasSize(1);
    }
  }
}
