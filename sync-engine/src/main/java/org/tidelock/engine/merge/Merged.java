package org.tidelock.engine.merge;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tidelock.engine.history.NodeId;

/// What applying a commit changed.
///
/// @param folders every folder node (the root included) whose visible children may be others than before: with all partners of its
///     union, with nodes that are no longer visible. A folder that is not listed shows exactly what it showed.
/// @param ignoredMoves how many moves of this commit would have made a cycle and were ignored
public record Merged(SortedSet<NodeId> folders, int ignoredMoves) {
  public static final Merged NOTHING = new Merged(new TreeSet<>(), 0);

  public Merged {
    folders = Collections.unmodifiableSortedSet(new TreeSet<>(folders));
  }
}
