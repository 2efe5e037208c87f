package org.tidelock.engine.merge;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tidelock.engine.history.NodeId;

/// What applying a commit changed.
///
/// @param folders every folder node (the root included) whose visible children may be others than before: with all partners of its
///     union, with nodes that are no longer visible. A folder that is not listed shows exactly what it showed.
/// @param ignored moves that do not count any more, or do not from the beginning, as they would make a cycle: of this commit and of earlier ones
public record Merged(SortedSet<NodeId> folders, List<MoveRecord> ignored) {
  public static final Merged NOTHING = new Merged(new TreeSet<>(), List.of());

  public Merged {
    ignored = List.copyOf(ignored);
    folders = Collections.unmodifiableSortedSet(new TreeSet<>(folders));
  }
}
