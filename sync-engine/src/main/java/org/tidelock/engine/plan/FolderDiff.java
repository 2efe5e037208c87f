package org.tidelock.engine.plan;

import java.util.List;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.merge.Entry;

/// A folder to make equal. `folder` is the id of the folder's entry, `wanted` its visible children; none if the folder is gone.
public record FolderDiff(NodeId folder, List<Entry> wanted) {
  public FolderDiff {
    wanted = List.copyOf(wanted);
  }
}
