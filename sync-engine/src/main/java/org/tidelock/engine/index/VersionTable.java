package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.merge.ContentVersion;

/// Every version of every file that any commit set, current and earlier. `content` is sealed under the profile key before it gets here.
/// [SqliteMergeState] reads the facts from here, so each SetContent of a commit is put here in the transaction that merges it.
public final class VersionTable {
  private static final String ROW =
      "SELECT id,lamport,node,made,content_id,size,modified,executable,own,content FROM version";
  private final Database db;

  public VersionTable(Database db) {
    this.db = db;
  }

  /// @param own set by this device, which so knows that its chunks are stored
  public record Version(ContentVersion facts, boolean own, byte[] content) {
    public OpId id() {
      return facts.id();
    }
  }

  /// A version that is there already stays as it is.
  public void put(Version version) {
    ContentVersion v = version.facts();
    db.update(
        "INSERT OR IGNORE INTO version(id,lamport,node,made,content_id,size,modified,executable,own,content)"
            + " VALUES(?,?,?,?,?,?,?,?,?,?)",
        Encoding.of(v.id()),
        v.order().lamport(),
        v.node().bytes(),
        Encoding.micros(v.made()),
        v.content().bytes(),
        v.size(),
        Encoding.micros(v.attributes().modified()),
        v.attributes().executable(),
        version.own(),
        version.content());
  }

  /// What the merge knows of a version.
  Optional<ContentVersion> facts(OpId id) {
    return db.first(
        "SELECT id,lamport,node,made,content_id,size,modified,executable FROM version WHERE id=?",
        VersionTable::facts,
        Encoding.of(id));
  }

  /// How many versions a segment has set.
  int countOf(WriterId writer, long seq) {
    return db.first(
            "SELECT count(*) FROM version WHERE id BETWEEN ? AND ?",
            row -> row.getInt(1),
            Encoding.of(new OpId(writer, seq, 0)),
            Encoding.of(new OpId(writer, seq, Integer.MAX_VALUE)))
        .orElse(0);
  }

  public Optional<Version> version(OpId id) {
    return db.first(ROW + " WHERE id=?", VersionTable::read, Encoding.of(id));
  }

  /// All versions that were set on this node, newest clock first.
  public List<Version> of(NodeId node) {
    return db.list(
        ROW + " WHERE node=? ORDER BY made DESC, lamport DESC, id DESC",
        VersionTable::read,
        node.bytes());
  }

  public Optional<Version> byContent(ContentId content) {
    return db.first(
        ROW + " WHERE content_id=? ORDER BY own DESC LIMIT 1", VersionTable::read, content.bytes());
  }

  /// The nodes that have, or had, a version with this content.
  public List<NodeId> nodesWith(ContentId content) {
    return db.list(
        "SELECT DISTINCT node FROM version WHERE content_id=? LIMIT 16",
        row -> NodeId.of(row.getBytes(1)),
        content.bytes());
  }

  public boolean anyOfSize(long size) {
    return db.first("SELECT 1 FROM version WHERE size=? LIMIT 1", row -> true, size).isPresent();
  }

  private static Version read(ResultSet row) throws SQLException {
    return new Version(facts(row), row.getInt(9) != 0, row.getBytes(10));
  }

  private static ContentVersion facts(ResultSet row) throws SQLException {
    return new ContentVersion(
        new OpOrder(row.getLong(2), Encoding.opId(row.getBytes(1))),
        NodeId.of(row.getBytes(3)),
        Encoding.instant(row.getLong(4)),
        ContentId.of(row.getBytes(5)),
        row.getLong(6),
        new Attributes(Encoding.instant(row.getLong(7)), row.getInt(8) != 0));
  }
}
