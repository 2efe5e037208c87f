package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;

/// The replicated tree of Kleppmann, Mulligan, Gomes and Beresford, "A highly-available move operation for replicated trees" (2021):
/// later moves are undone, the move is done unless it makes a cycle, the later moves are redone; once for all moves of a commit.
/// Creations need no log: whoever moves something has seen it created, so no move is older than the creations it depends on.
final class Positions {
  private final MergeState state;
  private final Tree tree;
  private final List<MoveRecord> moves = new ArrayList<>();
  private final Map<NodeId, Place> reborn = new TreeMap<>();

  Positions(MergeState state, Tree tree) {
    this.state = state;
    this.tree = tree;
  }

  /// The moves of a commit, in its order.
  void move(Operation.Move op, OpOrder order) {
    moves.add(new MoveRecord(order, op.node(), op.parent(), op.name(), false, Optional.empty()));
  }

  /// The node has got an earlier place of birth.
  void reborn(NodeId node, Place birth) {
    reborn.put(node, birth);
  }

  /// @return the new moves that did not take effect, and earlier ones that have lost theirs
  List<MoveRecord> settle() {
    Optional<OpOrder> start =
        Stream.concat(
                moves.stream().map(MoveRecord::order), reborn.values().stream().map(Place::order))
            .min(Comparator.naturalOrder());
    if (start.isEmpty()) return List.of();
    List<MoveRecord> later = state.movesAfter(start.get());
    Replay replay = new Replay();
    replay.undo(later);
    replay.places.putAll(reborn);
    Set<MoveRecord> fresh = new HashSet<>(moves);
    List<MoveRecord> ignored = new ArrayList<>();
    for (MoveRecord record : inOrder(later, moves)) {
      boolean isNew = fresh.contains(record);
      if (!replay.apply(record, isNew) && (isNew || record.effective())) ignored.add(record);
    }
    replay.settle();
    return ignored;
  }

  private static List<MoveRecord> inOrder(List<MoveRecord> some, List<MoveRecord> others) {
    List<MoveRecord> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(Comparator.comparing(MoveRecord::order));
    return all;
  }

  /// Undoes and redoes aside; the tree itself sees only the places that differ in the end.
  private final class Replay {
    private final Map<NodeId, Place> places = new TreeMap<>();

    void undo(List<MoveRecord> later) {
      for (MoveRecord record : later.reversed())
        if (record.effective())
          places.put(
              record.node(), record.before().orElseGet(() -> tree.node(record.node()).birth()));
    }

    boolean apply(MoveRecord record, boolean isNew) {
      boolean effective = !isInside(record.parent(), record.node());
      Optional<Place> before =
          effective ? notBirth(record.node(), place(record.node())) : Optional.empty();
      MoveRecord now =
          new MoveRecord(
              record.order(), record.node(), record.parent(), record.name(), effective, before);
      if (isNew || !now.equals(record)) state.putMove(now);
      if (effective)
        places.put(record.node(), new Place(record.parent(), record.name(), record.order()));
      return effective;
    }

    /// Folders that change places together go out of the tree first, so that no cycle exists in between.
    void settle() {
      places.entrySet().removeIf(e -> tree.node(e.getKey()).at().equals(e.getValue()));
      List<Node> folders =
          places.keySet().stream()
              .map(tree::node)
              .filter(node -> node.kind() == NodeKind.FOLDER)
              .toList();
      if (folders.size() > 1) folders.forEach(this::leaveTree);
      places.forEach(tree::move);
    }

    private void leaveTree(Node folder) {
      tree.move(folder.id(), new Place(Tree.LIMBO, folder.id().toString(), folder.at().order()));
    }

    private Place place(NodeId node) {
      Place place = places.get(node);
      return place != null ? place : tree.node(node).at();
    }

    private Optional<Place> notBirth(NodeId node, Place place) {
      return place.order().equals(tree.node(node).birth().order())
          ? Optional.empty()
          : Optional.of(place);
    }

    private boolean isInside(NodeId node, NodeId ancestor) {
      for (NodeId n = node; !n.equals(Nodes.ROOT); n = place(n).parent())
        if (n.equals(ancestor)) return true;
      return false;
    }
  }
}
