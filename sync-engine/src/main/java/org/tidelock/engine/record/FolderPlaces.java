package org.tidelock.engine.record;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;

/// Where the folders that one scan found have got to, for what is in them. Filled commit by commit; a folder comes before what is in it.
final class FolderPlaces {
  /// @param node what operations name as the parent
  /// @param row the id of the folder's base row
  record Place(NodeId node, NodeId row) {}

  private final Map<Found, Place> settled = new IdentityHashMap<>();

  /// Folders that had no rows before this scan, and how many rows they have got that are just as the vault shows them: what is in one may need many commits.
  private final Map<NodeId, Integer> fresh = new HashMap<>();

  /// The place of the folder that something was found in.
  Place around(Found found) {
    return switch (found.parent()) {
      case Difference.Parent.Known known -> new Place(known.id(), known.id());
      case Difference.Parent.Fresh fresh -> {
        Place place = settled.get(fresh.folder());
        if (place == null) throw new IllegalStateException("a folder comes before what is in it");
        yield place;
      }
    };
  }

  boolean isSettled(Found folder) {
    return settled.containsKey(folder);
  }

  /// The folder is this node, and will have a row of the same id.
  void settle(Found folder, NodeId node) {
    settled.put(folder, new Place(node, node));
  }

  /// Its row has this id, after all.
  void hasRow(Found folder, NodeId row) {
    settled.computeIfPresent(folder, (_, p) -> new Place(p.node(), row));
  }

  /// A folder without rows as yet.
  void isFresh(NodeId folder) {
    fresh.putIfAbsent(folder, 0);
  }

  /// A fresh folder has got so many more rows that are as the vault shows them.
  void asShown(NodeId folder, int more) {
    fresh.computeIfPresent(folder, (_, rows) -> rows + more);
  }

  /// How many such rows a fresh folder has; empty for any other.
  OptionalInt rowsAsShown(NodeId folder) {
    Integer rows = fresh.get(folder);
    return rows == null ? OptionalInt.empty() : OptionalInt.of(rows);
  }
}
