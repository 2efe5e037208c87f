package org.tidelock.engine.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.merge.MergeState;
import org.tidelock.engine.merge.Merged;
import org.tidelock.engine.merge.Merger;
import org.tidelock.engine.merge.Node;

/// Devices' indexes for many histories, one after the other: each is made once and emptied for the next history, which takes a tenth of the time that
/// its tables take to be made.
public final class IndexMergers implements AutoCloseable {
  private final Map<Integer, MergedIndex> made = new HashMap<>();

  /// The empty index of this device; what an earlier call returned for it is void.
  public Merger of(int device) {
    MergedIndex index = made.computeIfAbsent(device, _ -> new MergedIndex(Database.temporary()));
    empty(index.db);
    return new Kept(index);
  }

  private static void empty(Database db) {
    List<String> tables =
        db.list(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT IN ('totals','sqlite_sequence')",
            row -> row.getString(1));
    db.transaction(
        () -> {
          for (String table : tables) db.update("DELETE FROM " + table);
          return true;
        });
  }

  private static final class Kept implements Merger {
    private final MergedIndex index;
    private final Set<NodeId> named = new HashSet<>();

    Kept(MergedIndex index) {
      this.index = index;
    }

    @Override
    public MergeState state() {
      return index.state;
    }

    /// Those in the database, and those that the running transaction holds back.
    @Override
    public Collection<Node> nodes() {
      Set<NodeId> ids = new TreeSet<>(named);
      ids.addAll(index.db.list("SELECT id FROM node", row -> NodeId.of(row.getBytes(1))));
      return ids.stream().map(index.state::node).flatMap(Optional::stream).toList();
    }

    @Override
    public Merged apply(Commit commit) {
      for (Operation operation : commit.operations()) {
        named.add(operation.node());
        if (operation instanceof Operation.Split split) named.add(split.copy());
      }
      return index.db.transaction(() -> index.apply(commit));
    }

    @Override
    public void together(Runnable work) {
      index.db.transaction(
          () -> {
            work.run();
            return true;
          });
    }
  }

  @Override
  public void close() {
    made.values().forEach(MergedIndex::close);
  }
}
