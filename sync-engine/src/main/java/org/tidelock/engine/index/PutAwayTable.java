package org.tidelock.engine.index;

import java.util.Collection;
import org.tidelock.engine.history.NodeId;

/// Ids of base rows whose things are just being moved to the trash because selective sync leaves them out here. Written before the first one moves and emptied
/// when the base knows, so that after a stop in between nobody takes them for deleted, whatever became of them in the vault meanwhile.
public final class PutAwayTable {
  private final Database db;

  PutAwayTable(Database db) {
    this.db = db;
  }

  public void add(Collection<NodeId> rows) {
    for (NodeId row : rows) db.update("INSERT OR IGNORE INTO put_away VALUES(?)", row.bytes());
  }

  public boolean isEmpty() {
    return db.first("SELECT 1 FROM put_away LIMIT 1", row -> true).isEmpty();
  }

  public boolean has(NodeId row) {
    return db.first("SELECT 1 FROM put_away WHERE id=?", _ -> true, row.bytes()).isPresent();
  }

  public void clear() {
    db.update("DELETE FROM put_away");
  }
}
