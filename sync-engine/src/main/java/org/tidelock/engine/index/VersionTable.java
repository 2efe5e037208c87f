package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  /// Of a row's number, the bits that are the index in the segment; the others are the segment's row.
  private static final int INDEX_BITS = 16;

  private static final String FACTS =
      "SELECT s.writer,s.seq,v.n&65535,s.lamport,v.node,s.made,v.content_id,v.size,v.modified,v.executable";
  private static final String ROW = FACTS + ",v.own,v.content";
  private static final String FROM = " FROM version v JOIN segment s ON s.n=v.n>>16";
  private static final String BY_ID =
      " FROM segment s JOIN version v ON v.n=(s.n<<16)+? WHERE s.writer=? AND s.seq=?";
  private static final String WITH_CONTENT =
      " WHERE substr(v.content_id,1,8)=substr(?1,1,8) AND v.content_id=?1";

  /// The segment whose versions are being put.
  private record Segment(WriterId writer, long seq, long row, long lamport, long made) {}

  private final Database db;
  private @Nullable Segment current;
  private final Buffer buffer =
      new Buffer() {
        @Override
        public void flush() {}

        @Override
        public void discard() {
          current = null;
        }
      };

  public VersionTable(Database db) {
    this.db = db;
  }

  /// @param own set by this device, which so knows that its chunks are stored
  public record Version(ContentVersion facts, boolean own, byte[] content) {
    public OpId id() {
      return facts.id();
    }
  }

  /// A version that is there already stays as it is. Belongs into the transaction that appends its segment to the log.
  ///
  /// @throws IllegalStateException if the log does not have its segment
  public void put(Version version) {
    ContentVersion v = version.facts();
    db.update(
        "INSERT OR IGNORE INTO version VALUES(?,?,?,?,?,?,?,?)",
        row(v),
        v.node().bytes(),
        v.content().bytes(),
        v.size(),
        Encoding.micros(v.attributes().modified()),
        v.attributes().executable(),
        version.own(),
        version.content());
  }

  /// What the writer's segments from this number on have set, before the log forgets them.
  public void forget(WriterId writer, long first) {
    db.update(
        "DELETE FROM version WHERE n>>16 IN (SELECT n FROM segment WHERE writer=? AND seq>=?)",
        writer.bytes(),
        first);
  }

  private long row(ContentVersion v) {
    OpId id = v.id();
    if (id.index() >>> INDEX_BITS != 0)
      throw new IllegalArgumentException("a segment with too many operations: " + id);
    Segment segment = segment(id.writer(), id.seq());
    if (segment.lamport + id.index() != v.order().lamport()
        || segment.made != Encoding.micros(v.made()))
      throw new IllegalStateException("the log has another segment for " + v);
    return (segment.row << INDEX_BITS) + id.index();
  }

  private Segment segment(WriterId writer, long seq) {
    db.join(buffer);
    Segment known = current;
    if (known != null && known.seq == seq && known.writer.equals(writer)) return known;
    Segment found =
        db.first(
                "SELECT n,lamport,made FROM segment WHERE writer=? AND seq=?",
                r -> new Segment(writer, seq, r.getLong(1), r.getLong(2), r.getLong(3)),
                writer.bytes(),
                seq)
            .orElseThrow(() -> new IllegalStateException("no segment " + seq + " of " + writer));
    current = found;
    return found;
  }

  /// What the merge knows of a version.
  Optional<ContentVersion> facts(OpId id) {
    return db.first(FACTS + BY_ID, VersionTable::facts, id.index(), id.writer().bytes(), id.seq());
  }

  /// How many versions a segment has set.
  int countOf(WriterId writer, long seq) {
    return db.first(
            "SELECT count(*) FROM segment s JOIN version v ON v.n BETWEEN s.n<<16 AND (s.n<<16)+65535 WHERE s.writer=? AND s.seq=?",
            row -> row.getInt(1),
            writer.bytes(),
            seq)
        .orElse(0);
  }

  public Optional<Version> version(OpId id) {
    return db.first(ROW + BY_ID, VersionTable::read, id.index(), id.writer().bytes(), id.seq());
  }

  /// All versions that were set on this node, newest clock first.
  public List<Version> of(NodeId node) {
    return db.list(
        ROW
            + FROM
            + " WHERE substr(v.node,1,6)=substr(?1,1,6) AND v.node=?1 ORDER BY s.made DESC, s.lamport DESC, v.n DESC",
        VersionTable::read,
        node.bytes());
  }

  public Optional<Version> byContent(ContentId content) {
    return db.first(
        ROW + FROM + WITH_CONTENT + " ORDER BY own DESC LIMIT 1",
        VersionTable::read,
        content.bytes());
  }

  /// The nodes that have, or had, a version with this content.
  public List<NodeId> nodesWith(ContentId content) {
    return db.list(
        "SELECT DISTINCT v.node FROM version v" + WITH_CONTENT + " LIMIT 16",
        row -> NodeId.of(row.getBytes(1)),
        content.bytes());
  }

  public boolean anyOfSize(long size) {
    return db.first("SELECT 1 FROM version WHERE size=? LIMIT 1", row -> true, size).isPresent();
  }

  public boolean anyOtherOfSize(long size, NodeId than) {
    return db.first(
            "SELECT 1 FROM version WHERE size=? AND node<>? LIMIT 1",
            row -> true,
            size,
            than.bytes())
        .isPresent();
  }

  /// Those of these sizes that some version has.
  public List<Long> sizesAmong(Collection<Long> sizes) {
    return db.list(
        "SELECT value FROM json_each(?) WHERE EXISTS(SELECT 1 FROM version WHERE size=value)",
        row -> row.getLong(1),
        sizes.toString());
  }

  /// All versions of all files, those of the newest segments first. `found` must not come back to this call.
  public void each(Consumer<Version> found) {
    db.each(ROW + FROM + " ORDER BY v.n DESC", row -> found.accept(read(row)));
  }

  private static Version read(ResultSet row) throws SQLException {
    return new Version(facts(row), row.getInt(11) != 0, row.getBytes(12));
  }

  private static ContentVersion facts(ResultSet row) throws SQLException {
    OpId id = new OpId(WriterId.of(row.getBytes(1)), row.getLong(2), row.getInt(3));
    return new ContentVersion(
        new OpOrder(row.getLong(4) + id.index(), id),
        NodeId.of(row.getBytes(5)),
        Encoding.instant(row.getLong(6)),
        ContentId.of(row.getBytes(7)),
        row.getLong(8),
        new Attributes(Encoding.instant(row.getLong(9)), row.getInt(10) != 0));
  }
}
