package org.tidelock.engine.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

  /// Nodes that have to be looked at when all operations of the commit are known.
  private final Set<NodeId> affected = new LinkedHashSet<>();

  /// The moves of this commit that are concurrent with earlier deletes.
  private final Map<OpId, Set<NodeId>> moved = new TreeMap<>();

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
    affected.add(id);
  }

  /// A move may make deletes void that were made without knowing it.
  void moved(NodeId id, OpId move, VersionVector seen) {
    Node node = tree.node(id);
    tree.put(node.withMoves(node.moves().with(move.writer(), move.seq() + 1)));
    for (OpId deletion : node.deletions())
      if (concurrent(deletion, state.seen(deletion.writer(), deletion.seq()), move, seen))
        moved.computeIfAbsent(deletion, _ -> new TreeSet<>()).add(id);
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
      affected.add(member);
    }
  }

  void settle() {
    moved.forEach(this::voidBelow);
    Voids voids = new Voids();
    for (NodeId id : affected) tree.setLives(id, lives(tree.node(id), voids));
  }

  private void voidBelow(OpId deletion, Set<NodeId> movedMembers) {
    Deletion known = state.deletion(deletion);
    Deletion now = known.withMoved(movedMembers);
    if (now.equals(known)) return;
    state.putDeletion(now);
    Map<NodeId, List<NodeId>> below = new HashMap<>();
    for (Deleted member : state.members(deletion))
      below.computeIfAbsent(member.parent(), _ -> new ArrayList<>(1)).add(member.node());
    Deque<NodeId> next = new ArrayDeque<>(movedMembers);
    Set<NodeId> met = new HashSet<>();
    while (!next.isEmpty()) {
      NodeId node = next.pop();
      if (met.add(node)) next.addAll(below.getOrDefault(node, List.of()));
    }
    affected.addAll(new TreeSet<>(met));
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

  private boolean lives(Node node, Voids voids) {
    List<OpId> deletions =
        node.deletions().stream().filter(d -> !voids.isVoid(d, node.id())).toList();
    return node.life().counts().entrySet().stream()
        .map(dot -> new OpId(dot.getKey(), dot.getValue() - 1, 0))
        .anyMatch(dot -> deletions.stream().noneMatch(d -> state.kills(d, dot)));
  }

  /// Which deletes are void for whom, looked up once per commit.
  private final class Voids {
    private final Map<OpId, Set<NodeId>> movedBy = new HashMap<>();
    private final Map<OpId, Map<NodeId, Boolean>> known = new HashMap<>();

    boolean isVoid(OpId deletion, NodeId member) {
      Set<NodeId> moved = movedBy.computeIfAbsent(deletion, id -> state.deletion(id).moved());
      if (moved.isEmpty()) return false;
      Map<NodeId, Boolean> answers = known.computeIfAbsent(deletion, _ -> new HashMap<>());
      List<NodeId> chain = new ArrayList<>();
      boolean answer = false;
      Optional<NodeId> parent = Optional.of(member);
      while (parent.isPresent() && !answer) {
        NodeId node = parent.get();
        Boolean before = answers.get(node);
        if (before != null) {
          answer = before;
          break;
        }
        parent = state.recordedParent(deletion, node);
        answers.put(node, false); // Recorded parents come from outside and need not be a tree.
        chain.add(node);
        answer = parent.isPresent() && moved.contains(node);
      }
      for (NodeId passed : chain) answers.put(passed, answer);
      return answer;
    }
  }
}
