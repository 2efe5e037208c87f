package org.tidelock.engine.index;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.NodeCodec;

/// The rows of nodes as they are in the database: see the comment in [Schema].
final class NodeTable {
  /// The row that stands for the root folder, which is no node.
  static final long ROOT = 0;

  private final Database db;

  NodeTable(Database db) {
    this.db = db;
  }

  record Stored(long row, Node node) {}

  Optional<Stored> find(NodeId id) {
    return db.first(
        "SELECT n,state FROM node WHERE id=?",
        row -> new Stored(row.getLong(1), NodeCodec.decode(id, row.getBytes(2))),
        id.bytes());
  }

  OptionalLong row(NodeId id) {
    if (id.equals(Nodes.ROOT)) return OptionalLong.of(ROOT);
    Optional<Long> row = db.first("SELECT n FROM node WHERE id=?", r -> r.getLong(1), id.bytes());
    return row.isPresent() ? OptionalLong.of(row.get()) : OptionalLong.empty();
  }

  /// The greatest row number ever used, or the root's.
  long lastRow() {
    return db.first("SELECT coalesce(max(n),0) FROM node", row -> row.getLong(1)).orElse(ROOT);
  }

  /// The visible nodes in a folder, without those that the caller knows better.
  List<Node> visibleIn(long folder, Predicate<NodeId> known) {
    return nodes("SELECT id,state FROM node WHERE parent=?", known, folder);
  }

  /// Those whose key may be this one.
  List<Node> visibleIn(long folder, int key, Predicate<NodeId> known) {
    return nodes("SELECT id,state FROM node WHERE parent=? AND key=?", known, folder, key);
  }

  private List<Node> nodes(String sql, Predicate<NodeId> known, @Nullable Object... arguments) {
    return db
        .list(
            sql,
            row -> {
              NodeId id = NodeId.of(row.getBytes(1));
              return known.test(id)
                  ? Optional.<Node>empty()
                  : Optional.of(NodeCodec.decode(id, row.getBytes(2)));
            },
            arguments)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  void insert(long row, Node node, OptionalLong folder, OptionalInt key) {
    db.update(
        "INSERT INTO node VALUES(?,?,?,?,?)",
        row,
        node.id().bytes(),
        folder.isPresent() ? folder.getAsLong() : null,
        key.isPresent() ? key.getAsInt() : null,
        NodeCodec.encode(node));
  }

  /// Leaves the index by place alone, which costs more than the row itself.
  void update(long row, Node node) {
    db.update("UPDATE node SET state=? WHERE n=?", NodeCodec.encode(node), row);
  }

  void update(long row, Node node, OptionalLong folder, OptionalInt key) {
    db.update(
        "UPDATE node SET parent=?, key=?, state=? WHERE n=?",
        folder.isPresent() ? folder.getAsLong() : null,
        key.isPresent() ? key.getAsInt() : null,
        NodeCodec.encode(node),
        row);
  }
}
