package org.tidelock.engine.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.merge.Deletion;

/// Deletions as one transaction sees them. Members are rows of their own, sorted within their deletion: a big delete is written in one go.
final class DeletionStore {
  private static final int REMEMBERED = 1024;

  private record Stored(long row, Deletion deletion) {}

  /// @param row of a stored one, 0 for a new one
  /// @param parents of the members of a new one, by member
  private record Pending(Deletion deletion, long row, TreeMap<NodeId, NodeId> parents) {
    boolean isNew() {
      return row == 0;
    }
  }

  private final Database db;
  private final Map<OpId, Pending> pending = new LinkedHashMap<>();
  private final Recent<OpId, Stored> recent = new Recent<>(REMEMBERED);

  DeletionStore(Database db) {
    this.db = db;
  }

  void put(Deletion deletion, List<Deleted> members) {
    TreeMap<NodeId, NodeId> parents = new TreeMap<>();
    members.forEach(m -> parents.put(m.node(), m.parent()));
    pending.put(deletion.id(), new Pending(deletion, 0, parents));
  }

  void put(Deletion deletion) {
    Pending known = pending.get(deletion.id());
    pending.put(
        deletion.id(),
        known != null
            ? new Pending(deletion, known.row, known.parents)
            : new Pending(deletion, stored(deletion.id()).row, new TreeMap<>()));
  }

  Deletion get(OpId id) {
    Pending known = pending.get(id);
    return known != null ? known.deletion : stored(id).deletion;
  }

  Optional<NodeId> recordedParent(OpId id, NodeId node) {
    Pending known = pending.get(id);
    if (known != null && known.isNew()) return Optional.ofNullable(known.parents.get(node));
    return db.first(
        "SELECT parent FROM deletion_member WHERE deletion=? AND node=?",
        row -> NodeId.of(row.getBytes(1)),
        known != null ? known.row : stored(id).row,
        node.bytes());
  }

  List<Deleted> members(OpId id) {
    Pending known = pending.get(id);
    if (known != null && known.isNew()) {
      List<Deleted> members = new ArrayList<>(known.parents.size());
      known.parents.forEach((node, parent) -> members.add(new Deleted(node, parent)));
      return members;
    }
    return db.list(
        "SELECT node,parent FROM deletion_member WHERE deletion=?",
        row -> new Deleted(NodeId.of(row.getBytes(1)), NodeId.of(row.getBytes(2))),
        known != null ? known.row : stored(id).row);
  }

  private Stored stored(OpId id) {
    @Nullable Stored known = db.inTransaction() ? recent.get(id) : null;
    if (known != null) return known;
    Stored found =
        db.first(
                "SELECT n,root,moved FROM deletion WHERE id=?",
                row ->
                    new Stored(
                        row.getLong(1),
                        new Deletion(
                            id,
                            NodeId.of(row.getBytes(2)),
                            new TreeSet<>(Encoding.nodes(row.getBytes(3))))),
                Encoding.of(id))
            .orElseThrow(() -> new IllegalStateException("unknown deletion " + id));
    if (db.inTransaction()) recent.put(id, found);
    return found;
  }

  void flush() {
    for (Pending p : pending.values()) {
      byte[] moved = Encoding.of(p.deletion.moved());
      if (p.isNew()) insert(p, moved);
      else db.update("UPDATE deletion SET moved=? WHERE n=?", moved, p.row);
    }
    discard();
  }

  private void insert(Pending p, byte[] moved) {
    db.update(
        "INSERT INTO deletion(id,root,moved) VALUES(?,?,?)",
        Encoding.of(p.deletion.id()),
        p.deletion.root().bytes(),
        moved);
    long row = db.first("SELECT last_insert_rowid()", r -> r.getLong(1)).orElseThrow();
    p.parents.forEach(
        (node, parent) ->
            db.update(
                "INSERT INTO deletion_member VALUES(?,?,?)", row, node.bytes(), parent.bytes()));
  }

  void discard() {
    pending.clear();
    recent.clear();
  }
}
