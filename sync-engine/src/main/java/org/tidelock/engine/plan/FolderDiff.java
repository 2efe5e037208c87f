package org.tidelock.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.View;

/// A folder to make equal. `folder` is the id of the folder's entry, `wanted` its visible children; none if the folder is gone.
public record FolderDiff(NodeId folder, List<Entry> wanted) {
  public FolderDiff {
    wanted = List.copyOf(wanted);
  }

  /// What to plan for changed folder nodes, as [org.tidelock.engine.merge.Merged] names them: one full listing for each entry, and an
  /// empty one for every node that is not shown by itself (any more).
  public static List<FolderDiff> all(View view, Collection<NodeId> folders) {
    Map<NodeId, FolderDiff> diffs = new LinkedHashMap<>();
    for (NodeId folder : folders) {
      Optional<NodeId> first = view.shownAs(folder);
      if (first.isEmpty() || !first.get().equals(folder))
        diffs.putIfAbsent(folder, new FolderDiff(folder, List.of()));
      first.ifPresent(id -> diffs.computeIfAbsent(id, f -> new FolderDiff(f, view.children(f))));
    }
    return new ArrayList<>(diffs.values());
  }
}
