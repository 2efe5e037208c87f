package org.tidelock.engine.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VersionVector;

/// What the last commits of a writer are when another writer makes them: the ids of their operations are others then, and so are the ids of conflict copies,
/// which follow from them. Lamport times and all that their author had seen stay, so that each is concurrent with what it was concurrent with.
final class Renaming {
  private final WriterId from;
  private final long first;
  private final WriterId to;

  /// Of conflict copies of versions that these commits have set.
  private final Map<NodeId, NodeId> copies = new HashMap<>();

  /// @param first the first number that gets another writer; it becomes 0
  Renaming(WriterId from, long first, WriterId to) {
    this.from = from;
    this.first = first;
    this.to = to;
  }

  /// To be called for all commits, in their order: what one has made the next ones name.
  Commit commit(Commit commit) {
    if (!commit.writer().equals(from) || commit.seq() < first)
      throw new IllegalArgumentException("keeps its writer: " + commit.writer() + commit.seq());
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < commit.operations().size(); i++)
      operations.add(operation(commit.operations().get(i), commit.id(i)));
    return new Commit(
        to,
        commit.seq() - first,
        seen(commit.seen()),
        commit.lamport(),
        commit.made(),
        operations,
        commit.packs(),
        Optional.empty());
  }

  private Operation operation(Operation operation, OpId id) {
    return switch (operation) {
      case Operation.Create op ->
          new Operation.Create(node(op.node()), op.kind(), node(op.parent()), op.name());
      case Operation.Move op -> new Operation.Move(node(op.node()), node(op.parent()), op.name());
      case Operation.SetContent op -> {
        NodeId node = node(op.node());
        copied(op.node(), id, node);
        List<OpId> base = op.base().stream().map(this::version).toList();
        yield new Operation.SetContent(node, op.content(), op.attributes(), base);
      }
      case Operation.SetAttributes op ->
          new Operation.SetAttributes(node(op.node()), op.attributes());
      case Operation.Delete op ->
          new Operation.Delete(
              node(op.node()),
              op.nodes().stream()
                  .map(d -> new Operation.Deleted(node(d.node()), node(d.parent())))
                  .toList());
      case Operation.Split op -> {
        NodeId copy = node(op.copy());
        copied(op.copy(), op.version(), copy);
        yield new Operation.Split(
            node(op.node()), version(op.version()), copy, node(op.parent()), op.name());
      }
      case Operation.Touch op -> new Operation.Touch(node(op.node()));
      case Operation.NameVault op -> op;
    };
  }

  /// A version is on this node: where it is a conflict copy, that has another id now.
  private void copied(NodeId node, OpId version, NodeId now) {
    NodeId copy = Nodes.copyOf(node, version);
    NodeId renamed = Nodes.copyOf(now, version(version));
    if (!copy.equals(renamed)) copies.put(copy, renamed);
  }

  NodeId node(NodeId id) {
    return copies.getOrDefault(id, id);
  }

  OpId version(OpId id) {
    return id.writer().equals(from) && id.seq() >= first
        ? new OpId(to, id.seq() - first, id.index())
        : id;
  }

  OpOrder order(OpOrder order) {
    return new OpOrder(order.lamport(), version(order.id()));
  }

  private VersionVector seen(VersionVector seen) {
    SortedMap<WriterId, Long> counts = new TreeMap<>(seen.counts());
    long own = seen.seen(from);
    counts.remove(from);
    if (own > 0 && first > 0) counts.put(from, Math.min(own, first));
    if (own > first) counts.put(to, own - first);
    return new VersionVector(counts);
  }

  /// Conflict copies that have another id now, by their old ones.
  Map<NodeId, NodeId> copies() {
    return Map.copyOf(copies);
  }
}
