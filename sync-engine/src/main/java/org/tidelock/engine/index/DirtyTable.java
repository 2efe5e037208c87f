package org.tidelock.engine.index;

import java.util.Collection;
import java.util.List;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;

/// Folder nodes whose entries may differ from the disk. Written with the commit that changed them, removed when the disk is equal (I6).
public final class DirtyTable {
  private final Database db;

  public DirtyTable(Database db) {
    this.db = db;
  }

  public void add(Collection<NodeId> folders) {
    for (NodeId folder : folders)
      db.update("INSERT OR IGNORE INTO dirty VALUES(?)", folder.bytes());
  }

  public List<NodeId> all() {
    return db.list("SELECT folder FROM dirty ORDER BY folder", row -> NodeId.of(row.getBytes(1)));
  }

  /// How many things they show, about.
  public long things() {
    return db.first(
            "SELECT count(*) FROM node WHERE parent IN (SELECT n FROM node JOIN dirty ON id=folder)"
                + " OR (parent=0 AND EXISTS(SELECT 1 FROM dirty WHERE folder=?))",
            row -> row.getLong(1),
            Nodes.ROOT.bytes())
        .orElse(0L);
  }

  public boolean isEmpty() {
    return db.first("SELECT 1 FROM dirty LIMIT 1", row -> true).isEmpty();
  }

  public void remove(Collection<NodeId> folders) {
    for (NodeId folder : folders) db.update("DELETE FROM dirty WHERE folder=?", folder.bytes());
  }
}
