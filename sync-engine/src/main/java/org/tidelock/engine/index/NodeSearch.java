package org.tidelock.engine.index;

import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.merge.MoveRecord;
import org.tidelock.engine.merge.NodeCodec;
import org.tidelock.engine.merge.NodeGlance;

/// Looks through all nodes by their names. Names lie inside the blobs, so it is one pass over the rows, in which only what is wanted is decoded.
public final class NodeSearch {
  private final Database db;

  public NodeSearch(Database db) {
    this.db = db;
  }

  /// @param found is not to ask the database through this connection's same statement; it is called in the order in which nodes became known
  public void visible(Predicate<NodeGlance> wanted, BiConsumer<NodeId, NodeGlance> found) {
    each("SELECT id,state FROM node WHERE parent IS NOT NULL", wanted, found);
  }

  /// Nodes that are deleted, and those that are not shown for another reason.
  public void hidden(Predicate<NodeGlance> wanted, BiConsumer<NodeId, NodeGlance> found) {
    each("SELECT id,state FROM node WHERE parent IS NULL", wanted, found);
  }

  /// The visible nodes that want the same name in the same folder as another one.
  public void crowded(Predicate<NodeGlance> wanted, BiConsumer<NodeId, NodeGlance> found) {
    each(
        "SELECT id,state FROM node JOIN (SELECT parent p,key k FROM node WHERE parent IS NOT NULL GROUP BY p,k HAVING count(*)>1)"
            + " ON parent=p AND key=k",
        wanted,
        found);
  }

  /// Every move that was ever recorded, with the name that it gave.
  public void moves(BiConsumer<NodeId, String> found) {
    db.each(
        "SELECT position,node,value FROM move",
        row -> {
          MoveRecord move = MoveLog.move(row);
          found.accept(move.node(), move.name());
        });
  }

  private void each(
      String sql, Predicate<NodeGlance> wanted, BiConsumer<NodeId, NodeGlance> found) {
    db.each(
        sql,
        row -> {
          NodeGlance glance = NodeCodec.glance(row.getBytes(2));
          if (wanted.test(glance)) found.accept(NodeId.of(row.getBytes(1)), glance);
        });
  }
}
