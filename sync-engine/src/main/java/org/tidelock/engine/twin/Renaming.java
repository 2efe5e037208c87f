package org.tidelock.engine.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
/// which follow from them. Lamport times (unless one has become several) and all that their author had seen of others stay, so that each is concurrent with
/// what it was concurrent with.
final class Renaming {
  private final WriterId from;
  private final long first;
  private final WriterId to;

  /// What a part became.
  ///
  /// @param seq its number
  /// @param later by how much Lamport time
  private record Place(long seq, long later) {}

  /// By where they begin.
  private final NavigableMap<OpId, Place> parts = new TreeMap<>();

  private long next;
  private long later;

  /// Of conflict copies of versions that these commits have set.
  private final Map<NodeId, NodeId> copies = new HashMap<>();

  /// @param first the first number that gets another writer
  Renaming(WriterId from, long first, WriterId to) {
    this.from = from;
    this.first = first;
    this.to = to;
  }

  /// As the next commit of the new writer. To be called for all parts of all commits, in their order: what one has made the next ones name.
  Commit commit(Part part) {
    Commit commit = part.commit();
    if (!commit.writer().equals(from) || commit.seq() < first)
      throw new IllegalArgumentException("keeps its writer: " + commit.writer() + commit.seq());
    parts.put(commit.id(part.from()), new Place(next, later));
    List<Operation> operations = new ArrayList<>();
    for (int i = part.from(); i < part.to(); i++)
      operations.add(operation(commit.operations().get(i), commit.id(i)));
    return new Commit(
        to,
        next,
        seen(commit.seen()),
        commit.lamport() + part.from() + later,
        commit.made(),
        operations,
        part.packs(),
        Optional.empty());
  }

  /// The commit of this part counts; until then, a smaller part may take its place. What comes after an additional one without operations sorts after it.
  void made(Part part) {
    next++;
    if (part.from() == part.to() && !part.equals(Part.all(part.commit()))) later++;
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
    Optional<Map.Entry<OpId, Place>> part = part(id);
    return part.isEmpty()
        ? id
        : new OpId(to, part.get().getValue().seq(), id.index() - part.get().getKey().index());
  }

  private Optional<Map.Entry<OpId, Place>> part(OpId id) {
    boolean stays = !id.writer().equals(from) || id.seq() < first;
    return stays ? Optional.empty() : Optional.of(parts.floorEntry(id));
  }

  OpOrder order(OpOrder order) {
    long by = part(order.id()).map(part -> part.getValue().later()).orElse(0L);
    return new OpOrder(order.lamport() + by, version(order.id()));
  }

  private VersionVector seen(VersionVector seen) {
    SortedMap<WriterId, Long> counts = new TreeMap<>(seen.counts());
    counts.remove(from);
    if (first > 0) counts.put(from, first);
    if (next > 0) counts.put(to, next);
    return new VersionVector(counts);
  }

  /// Conflict copies that have another id now, by their old ones.
  Map<NodeId, NodeId> copies() {
    return Map.copyOf(copies);
  }
}
