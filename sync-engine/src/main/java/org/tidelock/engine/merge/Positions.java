package org.tidelock.engine.merge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;

/// The replicated tree of Kleppmann, Mulligan, Gomes and Beresford, "A highly-available move operation for replicated trees" (2021):
/// later moves are undone, the move is done unless it makes a cycle, the later moves are redone. Creations need no log: whoever moves
/// something has seen it created, so no move is older than the creations it depends on.
final class Positions {
  private final MergeState state;
  private final Tree tree;

  Positions(MergeState state, Tree tree) {
    this.state = state;
    this.tree = tree;
  }

  /// @return whether the move took effect
  boolean move(Operation.Move op, OpOrder order) {
    List<MoveRecord> later = state.movesAfter(order);
    Replay replay = new Replay();
    replay.undo(later);
    boolean effective =
        replay.apply(
            new MoveRecord(order, op.node(), op.parent(), op.name(), false, Optional.empty()),
            true);
    replay.redo(later);
    replay.settle();
    return effective;
  }

  /// The node has got an earlier place of birth.
  void reborn(NodeId node, Place birth) {
    List<MoveRecord> later = state.movesAfter(birth.order());
    Replay replay = new Replay();
    replay.undo(later);
    replay.places.put(node, birth);
    replay.redo(later);
    replay.settle();
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

    void redo(List<MoveRecord> later) {
      for (MoveRecord record : later) apply(record, false);
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

    /// Nodes that change places together go out of the tree first, so that no cycle exists in between.
    void settle() {
      places.entrySet().removeIf(e -> tree.node(e.getKey()).at().equals(e.getValue()));
      if (places.size() > 1)
        places
            .keySet()
            .forEach(
                id ->
                    tree.move(
                        id, new Place(Tree.LIMBO, id.toString(), tree.node(id).at().order())));
      places.forEach(tree::move);
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
