package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;

/// Every version of every file that any commit set, current and earlier. `content` is sealed under the profile key before it gets here.
public final class VersionTable {
  private static final String ROW =
      "SELECT node,id,content_id,size,modified,executable,made,own,content FROM version";
  private final Database db;

  public VersionTable(Database db) {
    this.db = db;
  }

  /// @param own set by this device, which so knows that its chunks are stored
  public record Version(
      NodeId node,
      OpId id,
      ContentId contentId,
      long size,
      Attributes attributes,
      Instant made,
      boolean own,
      byte[] content) {}

  public void put(Version v) {
    db.update(
        "INSERT OR IGNORE INTO version VALUES(?,?,?,?,?,?,?,?,?)",
        v.node().bytes(),
        Encoding.of(v.id()),
        v.contentId().bytes(),
        v.size(),
        Encoding.micros(v.attributes().modified()),
        v.attributes().executable(),
        Encoding.micros(v.made()),
        v.own(),
        v.content());
  }

  public Optional<Version> version(OpId id) {
    return db.first(ROW + " WHERE id=?", VersionTable::read, Encoding.of(id));
  }

  /// All versions that were set on this node, newest clock first.
  public List<Version> of(NodeId node) {
    return db.list(
        ROW + " WHERE node=? ORDER BY made DESC, id DESC", VersionTable::read, node.bytes());
  }

  public Optional<Version> byContent(ContentId content) {
    return db.first(
        ROW + " WHERE content_id=? ORDER BY own DESC LIMIT 1", VersionTable::read, content.bytes());
  }

  public boolean anyOfSize(long size) {
    return db.first("SELECT 1 FROM version WHERE size=? LIMIT 1", row -> true, size).isPresent();
  }

  private static Version read(ResultSet row) throws SQLException {
    return new Version(
        NodeId.of(row.getBytes(1)),
        Encoding.opId(row.getBytes(2)),
        ContentId.of(row.getBytes(3)),
        row.getLong(4),
        new Attributes(Encoding.instant(row.getLong(5)), row.getInt(6) != 0),
        Encoding.instant(row.getLong(7)),
        row.getInt(8) != 0,
        row.getBytes(9));
  }
}
