package org.tidelock.engine.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.merge.Folding;
import org.tidelock.engine.merge.Node;

/// Nodes as one transaction sees them: what it has put, over what the database holds.
final class NodeStore {
  /// Of nodes that were read and not changed; bounds the memory of a transaction that reads much.
  private static final int REMEMBERED = 4096;

  private final Database db;
  private final NodeTable table;
  private final Folding folding;
  private final PendingNodes pending;
  private final Recent<NodeId, Optional<NodeTable.Stored>> recent = new Recent<>(REMEMBERED);

  NodeStore(Database db, Folding folding) {
    this.db = db;
    this.table = new NodeTable(db);
    this.folding = folding;
    this.pending = new PendingNodes(folding);
  }

  Optional<Node> node(NodeId id) {
    Node node = pending.get(id);
    return node != null ? Optional.of(node) : stored(id).map(NodeTable.Stored::node);
  }

  void put(Node node) {
    if (!pending.replace(node)) pending.add(node, stored(node.id()));
  }

  /// Remembers only inside a transaction: outside, another connection may change what was read.
  private Optional<NodeTable.Stored> stored(NodeId id) {
    if (!db.inTransaction()) return table.find(id);
    Optional<NodeTable.Stored> known = recent.get(id);
    if (known != null) return known;
    Optional<NodeTable.Stored> found = table.find(id);
    recent.put(id, found);
    return found;
  }

  List<Node> visibleChildren(NodeId parent) {
    List<Node> children = pending.visibleIn(parent);
    OptionalLong folder = row(parent);
    if (folder.isPresent()) children.addAll(table.visibleIn(folder.getAsLong(), pending::has));
    return children;
  }

  List<Node> visibleChildren(NodeId parent, String key) {
    List<Node> children = pending.visibleIn(parent, key);
    OptionalLong folder = row(parent);
    if (folder.isPresent())
      for (Node node : table.visibleIn(folder.getAsLong(), key.hashCode(), pending::has))
        if (folding.key(node.name()).equals(key)) children.add(node);
    return children;
  }

  /// Empty for a folder that is not in the database, in which so nothing can be.
  private OptionalLong row(NodeId id) {
    Optional<NodeTable.Stored> stored = pending.stored(id);
    if (stored == null) stored = recent.get(id);
    if (stored == null) return table.row(id);
    return stored.isPresent() ? OptionalLong.of(stored.get().row()) : OptionalLong.empty();
  }

  void flush() {
    if (pending.isEmpty()) return;
    Map<NodeId, Long> rows = newRows();
    for (PendingNodes.Pending p : pending.all()) write(p, rows);
    discard();
  }

  /// All new nodes get their rows first, since a folder may have been put after what was moved into it.
  private Map<NodeId, Long> newRows() {
    Map<NodeId, Long> rows = new HashMap<>();
    long last = -1;
    for (PendingNodes.Pending p : pending.all()) {
      if (p.stored().isPresent()) continue;
      if (last < 0) last = table.lastRow();
      rows.put(p.node().id(), ++last);
    }
    return rows;
  }

  private void write(PendingNodes.Pending p, Map<NodeId, Long> rows) {
    Node node = p.node();
    Optional<NodeTable.Stored> stored = p.stored();
    if (stored.isPresent() && PendingNodes.samePlace(stored.get().node(), node)) {
      if (!stored.get().node().equals(node)) table.update(stored.get().row(), node);
      return;
    }
    OptionalLong folder =
        node.visible() ? OptionalLong.of(folder(node, rows)) : OptionalLong.empty();
    OptionalInt key =
        node.visible() ? OptionalInt.of(folding.key(node.name()).hashCode()) : OptionalInt.empty();
    Long fresh = rows.get(node.id());
    if (fresh != null) table.insert(fresh, node, folder, key);
    else table.update(stored.orElseThrow().row(), node, folder, key);
  }

  private long folder(Node node, Map<NodeId, Long> rows) {
    @Nullable Long fresh = rows.get(node.parent());
    return fresh != null
        ? fresh
        : row(node.parent())
            .orElseThrow(
                () -> new IllegalStateException("no folder " + node.parent() + " for " + node));
  }

  void discard() {
    pending.clear();
    recent.clear();
  }
}
