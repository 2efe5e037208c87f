package org.tidelock.engine.merge;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;

/// A known delete. Its members with their recorded parents are kept apart from it, by member: see [MergeState#recordedParent].
///
/// @param moved the members that have a move concurrent with the delete: it is void for them and for what was recorded below them
public record Deletion(OpId id, NodeId root, SortedSet<NodeId> moved) {
  public Deletion {
    moved = Collections.unmodifiableSortedSet(new TreeSet<>(moved));
  }

  Deletion withMoved(Set<NodeId> more) {
    TreeSet<NodeId> all = new TreeSet<>(moved);
    all.addAll(more);
    return new Deletion(id, root, all);
  }
}
