package org.tidelock.engine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.merge.Folding;
import org.tidelock.engine.merge.MemoryMergeState;
import org.tidelock.engine.merge.Merge;
import org.tidelock.engine.merge.MergeState;
import org.tidelock.engine.merge.Merged;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.VaultName;

class SqliteMergeStateTest {
  private static final int HISTORIES = Integer.getInteger("tidelock.histories", 60);
  @TempDir Path dir;

  @Test
  void anIndexHoldsWhatTheMemoryHoldsThroughRollbacksAndReopenings() {
    long first = Long.getLong("tidelock.seed", System.nanoTime());
    System.out.println("SqliteMergeStateTest seed " + first + ", " + HISTORIES + " histories");
    Tally tally = new Tally();
    for (int i = 0; i < HISTORIES; i++) {
      try (Run run = new Run(first + i, tally)) {
        run.go();
      } catch (Throwable e) {
        throw new AssertionError("-Dtidelock.seed=" + (first + i) + " -Dtidelock.histories=1", e);
      }
    }
    System.out.println(tally);
    if (HISTORIES > 10)
      assertThat(
              List.of(tally.rolledBack, tally.reopened, tally.moves, tally.deletions, tally.voided))
          .allMatch(n -> n > 0);
  }

  /// What the histories had in them, so that a generator that makes nothing of interest fails.
  private static final class Tally {
    int commits;
    int rolledBack;
    int reopened;
    int moves;
    int deletions;
    int voided;

    @Override
    public String toString() {
      return "commits "
          + commits
          + ", transactions rolled back "
          + rolledBack
          + ", reopened "
          + reopened
          + ", moves "
          + moves
          + ", deletions "
          + deletions
          + ", void "
          + voided;
    }
  }

  private final class Run implements AutoCloseable {
    private final Random random;
    private final List<Commit> commits;
    private final Tally tally;
    private final MemoryMergeState memory = new MemoryMergeState(Folding.EXACT);
    private final Merge merge = new Merge(memory);
    private final Path file;
    private MergedIndex index;

    Run(long seed, Tally tally) {
      this.random = new Random(seed);
      this.commits = RandomHistory.commits(seed, 40);
      this.tally = tally;
      this.file = dir.resolve(seed + ".db");
      this.index = new MergedIndex(file);
    }

    void go() {
      int at = 0;
      while (at < commits.size()) {
        List<Commit> batch =
            commits.subList(at, Math.min(commits.size(), at + 1 + random.nextInt(5)));
        if (random.nextInt(3) == 0) rollBack(batch);
        List<Merged> expected = new ArrayList<>();
        List<Merged> actual = new ArrayList<>();
        for (Commit commit : batch) expected.add(merge.apply(commit));
        index.apply(batch, actual::add, () -> compareSome(index.state));
        assertThat(actual).isEqualTo(expected);
        at += batch.size();
        if (random.nextInt(6) == 0) reopen();
        compareSome(index.state);
      }
      compare(index.state);
      try (Database reader = Database.open(file, Database.Access.READ)) {
        SqliteMergeState read = new SqliteMergeState(reader);
        compare(read);
        reader.transaction(
            () -> {
              compare(read);
              return true;
            });
      }
      tally.commits += commits.size();
    }

    private void rollBack(List<Commit> batch) {
      assertThatThrownBy(
              () ->
                  index.apply(
                      batch,
                      _ -> {},
                      () -> {
                        if (random.nextBoolean()) index.state.flush();
                        throw new IllegalStateException("crash");
                      }))
          .hasMessage("crash");
      tally.rolledBack++;
    }

    private void reopen() {
      index.close();
      index = new MergedIndex(file);
      tally.reopened++;
    }

    private void compareSome(MergeState state) {
      if (random.nextInt(4) == 0) compare(state);
    }

    private void compare(MergeState state) {
      assertThat(state.stateHash()).isEqualTo(memory.stateHash());
      assertThat(state.applied()).isEqualTo(memory.applied());
      assertThat(state.vaultName()).isEqualTo(memory.vaultName());
      compareFolder(state, Nodes.ROOT);
      for (Node node : memory.nodes()) {
        assertThat(state.node(node.id())).contains(node);
        compareFolder(state, node.id());
        assertThat(state.movesOf(node.id())).isEqualTo(memory.movesOf(node.id()));
        assertThat(state.movesAfter(node.born())).isEqualTo(memory.movesAfter(node.born()));
        node.versions()
            .forEach(v -> assertThat(state.version(v.id())).isEqualTo(memory.version(v.id())));
        node.deletions().forEach(d -> compareDeletion(state, d));
        tally.moves += memory.movesOf(node.id()).size();
      }
      for (Commit commit : commits)
        for (int i = 0; i < commit.operations().size(); i++)
          if (commit.operations().get(i) instanceof Operation.SetContent)
            assertThat(state.version(commit.id(i))).isEqualTo(memory.version(commit.id(i)));
    }

    private void compareFolder(MergeState state, NodeId folder) {
      List<Node> children = memory.visibleChildren(folder);
      assertThat(state.visibleChildren(folder)).containsExactlyInAnyOrderElementsOf(children);
      for (String name : List.of("a", "b", "été"))
        assertThat(state.visibleChildren(folder, name))
            .containsExactlyInAnyOrderElementsOf(memory.visibleChildren(folder, name));
    }

    private void compareDeletion(MergeState state, OpId id) {
      assertThat(state.deletion(id)).isEqualTo(memory.deletion(id));
      assertThat(new HashSet<>(state.members(id))).isEqualTo(new HashSet<>(memory.members(id)));
      for (Operation.Deleted member : memory.members(id))
        assertThat(state.recordedParent(id, member.node())).contains(member.parent());
      tally.deletions++;
      if (!memory.deletion(id).moved().isEmpty()) tally.voided++;
    }

    @Override
    public void close() {
      index.close();
    }
  }

  @Test
  void aReaderSeesOneStateWithinItsTransaction() {
    List<Commit> commits = RandomHistory.commits(7, 12);
    Path file = dir.resolve("index.db");
    try (MergedIndex index = new MergedIndex(file)) {
      index.apply(commits.subList(0, 6), _ -> {}, () -> {});
      try (Database reader = Database.open(file, Database.Access.READ)) {
        SqliteMergeState read = new SqliteMergeState(reader);
        var before = read.stateHash();
        reader.transaction(
            () -> {
              TreeSet<NodeId> seen = ids(read.visibleChildren(Nodes.ROOT));
              index.apply(commits.subList(6, 12), _ -> {}, () -> {});
              assertThat(ids(read.visibleChildren(Nodes.ROOT))).isEqualTo(seen);
              assertThat(read.stateHash()).isEqualTo(before);
              return true;
            });
        assertThat(read.stateHash()).isEqualTo(index.state.stateHash()).isNotEqualTo(before);
        assertThat(ids(read.visibleChildren(Nodes.ROOT)))
            .isEqualTo(ids(index.state.visibleChildren(Nodes.ROOT)));
      }
    }
  }

  private static TreeSet<NodeId> ids(List<Node> nodes) {
    TreeSet<NodeId> ids = new TreeSet<>();
    nodes.forEach(n -> ids.add(n.id()));
    return ids;
  }

  @Test
  void aCommitThatIsNotInTheLogIsNotMerged() {
    Commit commit = RandomHistory.commits(7, 1).getFirst();
    try (MergedIndex index = new MergedIndex(dir.resolve("index.db"))) {
      Merge merge = new Merge(index.state);
      assertThatThrownBy(() -> index.db.transaction(() -> merge.apply(commit)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("log");
      assertThat(index.state.applied().counts()).isEmpty();
    }
  }

  @Test
  void aVersionWithoutItsContentIsNotCommitted() {
    Commit commit = withContent();
    try (MergedIndex index = new MergedIndex(dir.resolve("index.db"))) {
      assertThatThrownBy(
              () ->
                  index.db.transaction(
                      () -> {
                        index.apply(commit);
                        return index.db.update("DELETE FROM version");
                      }))
          .hasMessageContaining("version table");
      assertThat(index.state.node(commit.operations().getFirst().node())).isEmpty();
      index.apply(List.of(commit), _ -> {}, () -> {});
      assertThat(index.state.node(commit.operations().getFirst().node())).isPresent();
    }
  }

  private static Commit withContent() {
    for (long seed = 0; ; seed++) {
      Commit commit = RandomHistory.commits(seed, 1).getFirst();
      if (commit.operations().stream().anyMatch(o -> o instanceof Operation.SetContent))
        return commit;
    }
  }

  @Test
  void writesOutsideATransactionAreRefused() {
    try (MergedIndex index = new MergedIndex(dir.resolve("index.db"))) {
      assertThatThrownBy(() -> index.state.stateHash(index.state.stateHash()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void timesThatWouldNotComeBackAreRefused() {
    Commit commit = withContent();
    Commit finer =
        new Commit(
            commit.writer(),
            commit.seq(),
            commit.seen(),
            commit.lamport(),
            Instant.ofEpochSecond(1, 1),
            commit.operations(),
            List.of(),
            commit.stateHash());
    try (MergedIndex index = new MergedIndex(dir.resolve("index.db"))) {
      assertThatThrownBy(() -> index.apply(List.of(finer), _ -> {}, () -> {}))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /// What a transaction has put is not there for others before it ends.
  @Test
  void whatIsPutIsSeenByOtherThreadsOnlyAfterwards() throws Exception {
    try (Database db = Database.open(dir.resolve("shared.db"), Database.Access.WRITE)) {
      SqliteMergeState state = new SqliteMergeState(db);
      FutureTask<Optional<VaultName>> name = new FutureTask<>(state::vaultName);
      FutureTask<Hash256> hash = new FutureTask<>(state::stateHash);
      Thread other =
          new Thread(
              () -> {
                name.run();
                hash.run();
              });
      assertThatThrownBy(
              () ->
                  db.transaction(
                      () -> {
                        state.vaultName(
                            new VaultName(
                                new OpOrder(1, new OpId(new WriterId(new Id128(1, 2)), 0, 0)),
                                "never"));
                        state.stateHash(new Hash256(1, 2, 3, 4));
                        other.start();
                        while (!hash.isDone() && other.getState() != Thread.State.WAITING)
                          Thread.onSpinWait();
                        throw new IllegalStateException("rolled back");
                      }))
          .hasMessage("rolled back");
      assertThat(name.get()).isEmpty();
      assertThat(hash.get()).isEqualTo(new Hash256(0, 0, 0, 0));
    }
  }
}
