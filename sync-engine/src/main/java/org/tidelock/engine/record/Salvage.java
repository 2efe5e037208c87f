package org.tidelock.engine.record;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.merge.Intents;
import org.tidelock.engine.merge.Target;
import org.tidelock.engine.plan.BaseEntry;

/// Folders that others have deleted, and that were moved here by somebody who did not know that: they stay, with all that is in them here. Had the move
/// been recorded before the deletion was learned, the merge would see to that; so it must not matter which came first.
final class Salvage {
  private Salvage() {}

  /// What brings it back. Comes before everything else of the scan.
  static List<Operation> of(Tables tables, List<Difference> there, List<BaseRow> gone) {
    List<Operation> operations = new ArrayList<>();
    Set<NodeId> notHere = new HashSet<>();
    gone.forEach(row -> notHere.add(row.entry().id()));
    Intents intents = new Intents(tables.view());
    for (Difference difference : there)
      if (difference instanceof Difference.Moved m && m.row().isFolder()) {
        Target folder = m.row().entry().target();
        if (intents.isDeleted(folder))
          operations.addAll(intents.bringBack(folder, below(tables, m.row(), notHere)));
      }
    return operations;
  }

  private static List<Target> below(Tables tables, BaseRow top, Set<NodeId> notHere) {
    List<Target> below = new ArrayList<>();
    List<NodeId> folders = new ArrayList<>(List.of(top.entry().id()));
    for (int i = 0; i < folders.size(); i++)
      for (BaseEntry entry : tables.base().children(folders.get(i))) {
        if (notHere.contains(entry.id())) continue;
        below.add(entry.target());
        folders.add(entry.id());
      }
    return below;
  }
}
