package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.NodeId;

/// Removals and rewrites that wait for a person's answer, or for what follows from it; and those of the last minutes. Nodes are the ids of base rows.
public final class HoldTable {
  private static final int OPEN = 0;
  private static final int APPROVED = 1;
  private final Database db;

  public HoldTable(Database db) {
    this.db = db;
  }

  /// Why something waits.
  public enum Cause {
    /// What is gone from this disk is to be deleted on the other devices.
    GONE_HERE,
    /// What others have deleted is to be removed from this disk.
    DELETED_ELSEWHERE,
    /// What was rewritten on this disk is to get to the other devices.
    REWRITTEN_HERE,
    /// What others have rewritten is to take the place of what is on this disk.
    REWRITTEN_ELSEWHERE
  }

  /// @param files how many files and links wait
  /// @param bytes their size
  public record Hold(long id, Cause cause, Instant since, long files, long bytes) {}

  /// Something that is gone, or was rewritten.
  ///
  /// @param bytes none for a folder
  public record Removal(NodeId node, Optional<Long> bytes) {}

  /// How much was removed.
  public record Amount(long files, long bytes) {
    public Amount and(Amount more) {
      return new Amount(files + more.files, bytes + more.bytes);
    }
  }

  /// Those that wait for an answer, oldest first.
  public List<Hold> open() {
    return db.list(
        "SELECT id,cause,since,(SELECT count(bytes) FROM held WHERE hold=id),"
            + "(SELECT coalesce(sum(bytes),0) FROM held WHERE hold=id) FROM hold WHERE state=? ORDER BY id",
        HoldTable::hold,
        OPEN);
  }

  private static Hold hold(ResultSet row) throws SQLException {
    return new Hold(
        row.getLong(1),
        Cause.values()[row.getInt(2)],
        Encoding.instant(row.getLong(3)),
        row.getLong(4),
        row.getLong(5));
  }

  public Set<NodeId> waiting(Cause cause) {
    return nodes(cause, OPEN);
  }

  /// What a person has let go, but which is not removed yet.
  public Set<NodeId> approved(Cause cause) {
    return nodes(cause, APPROVED);
  }

  private Set<NodeId> nodes(Cause cause, int state) {
    return new HashSet<>(
        db.list(
            "SELECT node FROM held JOIN hold ON id=hold WHERE cause=? AND state=?",
            row -> NodeId.of(row.getBytes(1)),
            cause.ordinal(),
            state));
  }

  public Set<NodeId> nodes(long hold) {
    return new HashSet<>(
        db.list("SELECT node FROM held WHERE hold=?", row -> NodeId.of(row.getBytes(1)), hold));
  }

  /// They join what waits already for this cause, and all get another id: an answer to what was shown before is none to this.
  public void hold(Cause cause, Collection<Removal> removals, Instant now) {
    Optional<Hold> open = open().stream().filter(h -> h.cause() == cause).findFirst();
    long id = make(cause, OPEN, open.map(Hold::since).orElse(now));
    if (open.isPresent()) {
      db.update("UPDATE held SET hold=? WHERE hold=?", id, open.get().id());
      db.update("DELETE FROM hold WHERE id=?", open.get().id());
    }
    put(id, removals);
  }

  private void put(long hold, Collection<Removal> removals) {
    for (Removal r : removals)
      db.update(
          "INSERT OR REPLACE INTO held VALUES(?,?,?)",
          r.node().bytes(),
          hold,
          r.bytes().orElse(null));
  }

  /// These were asked for, and do not wait.
  public void allow(Cause cause, Collection<Removal> removals, Instant now) {
    if (removals.isEmpty()) return;
    put(make(cause, APPROVED, now), removals);
  }

  private long make(Cause cause, int state, Instant now) {
    db.update(
        "INSERT INTO hold(cause,state,since) VALUES(?,?,?)",
        cause.ordinal(),
        state,
        Encoding.micros(now));
    return db.first("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
  }

  public void approve(long hold) {
    db.update("UPDATE hold SET state=? WHERE id=?", APPROVED, hold);
  }

  /// Nodes have got other ids.
  public void rename(Map<NodeId, NodeId> renamed) {
    renamed.forEach(
        (before, now) -> {
          db.update("UPDATE OR REPLACE held SET node=? WHERE node=?", now.bytes(), before.bytes());
          db.update(
              "UPDATE OR REPLACE removal SET node=? WHERE node=?", now.bytes(), before.bytes());
          db.update(
              "UPDATE OR REPLACE rewrite SET node=? WHERE node=?", now.bytes(), before.bytes());
        });
  }

  /// Nothing is to be decided about these any more.
  public void release(Collection<NodeId> nodes) {
    for (NodeId node : nodes) db.update("DELETE FROM held WHERE node=?", node.bytes());
    db.update("DELETE FROM hold WHERE NOT EXISTS(SELECT 1 FROM held WHERE hold=id)");
  }

  /// Counts for what is removed later; what was removed before `before` does not any more. Each once.
  public void removed(Cause cause, Collection<Removal> removals, Instant now, Instant before) {
    db.update("DELETE FROM removal WHERE time<?", Encoding.micros(before));
    for (Removal r : removals)
      if (r.bytes().isPresent())
        db.update(
            "INSERT OR REPLACE INTO removal VALUES(?,?,?,?)",
            r.node().bytes(),
            cause.ordinal(),
            Encoding.micros(now),
            r.bytes().get());
  }

  public List<Removal> removedSince(Cause cause, Instant since) {
    return db.list(
        "SELECT node,bytes FROM removal WHERE cause=? AND time>=?",
        row -> new Removal(NodeId.of(row.getBytes(1)), Optional.of(row.getLong(2))),
        cause.ordinal(),
        Encoding.micros(since));
  }

  /// @param scrambled whether it looks as if it had been encrypted
  public record Rewrite(NodeId node, boolean scrambled) {}

  /// As [#removed].
  public void rewritten(Cause cause, Collection<Rewrite> rewrites, Instant now, Instant before) {
    db.update("DELETE FROM rewrite WHERE time<?", Encoding.micros(before));
    for (Rewrite r : rewrites)
      db.update(
          "INSERT OR REPLACE INTO rewrite VALUES(?,?,?,?)",
          r.node().bytes(),
          cause.ordinal(),
          Encoding.micros(now),
          r.scrambled());
  }

  public List<Rewrite> rewrittenSince(Cause cause, Instant since) {
    return db.list(
        "SELECT node,scrambled FROM rewrite WHERE cause=? AND time>=?",
        row -> new Rewrite(NodeId.of(row.getBytes(1)), row.getInt(2) != 0),
        cause.ordinal(),
        Encoding.micros(since));
  }
}
