package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.history.VersionVector;

/// Life-dots and deletes. A delete kills what its author had seen (I7); it is void for a member if a node on the member's recorded
/// chain, up to the delete's root, has a move concurrent with the delete.
final class Lives {
  private final MergeState state;
  private final Tree tree;

  Lives(MergeState state, Tree tree) {
    this.state = state;
    this.tree = tree;
  }

  void addDot(NodeId id, OpId dot) {
    Node node = tree.node(id);
    if (node.life().seen(dot.writer()) <= dot.seq()) {
      node = node.withLife(node.life().with(dot.writer(), dot.seq() + 1));
      tree.put(node);
    }
    if (!node.lives()) tree.setLives(id, lives(node));
  }

  /// A move may make deletes void that were made without knowing it.
  void moved(NodeId id, OpId move, VersionVector seen) {
    Node node = tree.node(id);
    tree.put(node.withMoves(node.moves().with(move.writer(), move.seq() + 1)));
    for (OpId deletion : node.deletions())
      if (concurrent(deletion, state.seen(deletion.writer(), deletion.seq()), move, seen))
        voidBelow(deletion, id);
  }

  void delete(Operation.Delete op, OpId id, VersionVector seen) {
    Map<NodeId, Deleted> members = new LinkedHashMap<>();
    op.nodes().forEach(m -> members.putIfAbsent(m.node(), m));
    Set<NodeId> moved = new TreeSet<>();
    for (NodeId member : members.keySet())
      if (movedBeside(tree.node(member), id, seen)) moved.add(member);
    state.putDeletion(
        new Deletion(id, op.root(), new TreeSet<>(moved)), List.copyOf(members.values()));
    for (NodeId member : members.keySet()) {
      Node node = tree.node(member);
      List<OpId> deletions = new ArrayList<>(node.deletions());
      deletions.add(id);
      deletions.sort(null);
      Node hit = node.withDeletions(deletions);
      tree.put(hit);
      tree.setLives(member, lives(hit));
    }
  }

  private void voidBelow(OpId deletion, NodeId moved) {
    Deletion known = state.deletion(deletion);
    if (known.moved().contains(moved)) return;
    state.putDeletion(known.withMoved(Set.of(moved)));
    for (Deleted member : state.members(deletion))
      tree.setLives(member.node(), lives(tree.node(member.node())));
  }

  private boolean movedBeside(Node node, OpId deletion, VersionVector seen) {
    if (seen.covers(node.moves())) return false;
    return state.movesOf(node.id()).stream()
        .map(m -> m.order().id())
        .anyMatch(m -> concurrent(deletion, seen, m, state.seen(m.writer(), m.seq())));
  }

  private static boolean concurrent(OpId a, VersionVector seenByA, OpId b, VersionVector seenByB) {
    return !sameSegment(a, b) && !seenByA.covers(b) && !seenByB.covers(a);
  }

  private static boolean sameSegment(OpId a, OpId b) {
    return a.writer().equals(b.writer()) && a.seq() == b.seq();
  }

  private boolean lives(Node node) {
    List<OpId> deletions = node.deletions().stream().filter(d -> !isVoid(d, node.id())).toList();
    return node.life().counts().entrySet().stream()
        .map(dot -> new OpId(dot.getKey(), dot.getValue() - 1, 0))
        .anyMatch(dot -> deletions.stream().noneMatch(d -> kills(d, dot)));
  }

  private boolean kills(OpId deletion, OpId dot) {
    return sameSegment(deletion, dot) || state.seen(deletion.writer(), deletion.seq()).covers(dot);
  }

  private boolean isVoid(OpId deletion, NodeId member) {
    Set<NodeId> moved = state.deletion(deletion).moved();
    if (moved.isEmpty()) return false;
    Set<NodeId> met = new TreeSet<>(); // Recorded parents come from outside and need not be a tree.
    NodeId node = member;
    while (met.add(node)) {
      Optional<NodeId> parent = state.recordedParent(deletion, node);
      if (parent.isEmpty()) return false;
      if (moved.contains(node)) return true;
      node = parent.get();
    }
    return false;
  }
}
