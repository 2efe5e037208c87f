package org.tidelock.engine.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;

/// Undoes removals that wait. Takes effect with the next round over the whole folder. On the engine's thread.
public final class Keeping {
  private final Tables tables;

  public Keeping(Tables tables) {
    this.tables = tables;
  }

  /// Undoes the removal of these alone; the others wait on.
  public void keep(Collection<NodeId> nodes) {
    if (nodes.isEmpty()) return;
    tables
        .db()
        .transaction(
            () -> {
              undo(nodes);
              Holds.tell(tables);
              return true;
            });
  }

  /// Within a transaction. The rows are forgotten: so what is gone here comes again from the vault, and what others have deleted is new here and goes to the vault again.
  void undo(Collection<NodeId> nodes) {
    tables.dirty().add(forget(nodes));
    tables.holds().release(nodes);
  }

  /// The deepest first. A folder in which something else is known stays: it is there, or comes when something in it does.
  ///
  /// @return the folders that they were in
  private List<NodeId> forget(Collection<NodeId> nodes) {
    record At(BaseRow row, int depth) {}
    List<At> rows = new ArrayList<>();
    for (NodeId node : nodes) {
      Optional<LocalPath> path = tables.base().pathOf(node);
      if (path.isPresent())
        rows.add(new At(tables.base().row(node).orElseThrow(), path.get().names().size()));
    }
    rows.sort(Comparator.comparingInt(At::depth).reversed());
    List<NodeId> folders = new ArrayList<>();
    for (At at : rows) {
      tables.base().removeEmpty(at.row.entry().id());
      folders.add(at.row.entry().parent());
      if (at.row.isFolder()) folders.add(at.row.entry().id());
    }
    return folders;
  }
}
