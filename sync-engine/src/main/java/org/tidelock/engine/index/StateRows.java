package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.CheckpointRow;
import org.tidelock.engine.history.CheckpointRow.ChunkRow;
import org.tidelock.engine.history.CheckpointRow.DeletionRow;
import org.tidelock.engine.history.CheckpointRow.Member;
import org.tidelock.engine.history.CheckpointRow.MoveRow;
import org.tidelock.engine.history.CheckpointRow.NodeRow;
import org.tidelock.engine.history.CheckpointRow.PackRow;
import org.tidelock.engine.history.CheckpointRow.SegmentRow;
import org.tidelock.engine.history.CheckpointRow.Spot;
import org.tidelock.engine.history.CheckpointRow.Stamp;
import org.tidelock.engine.history.CheckpointRow.VersionRow;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.MoveRecord;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.NodeCodec;

/// All that the index knows from its log, as rows of a checkpoint in their order, one by one. In a transaction, so that all is of one state.
public final class StateRows {
  private final Database db;
  private final ContentBox contents;

  public StateRows(Database db, ContentBox contents) {
    this.db = db;
    this.contents = contents;
  }

  /// About how many bytes all rows have, from how many there are.
  public static long estimate(Database db) {
    long bytes = 0;
    for (Size size : SIZES)
      bytes +=
          size.bytes
              * db.first("SELECT count(*) FROM " + size.table, row -> row.getLong(1)).orElse(0L);
    return bytes;
  }

  /// @param bytes of a row of a vault of small files
  private record Size(String table, int bytes) {}

  private static final List<Size> SIZES =
      List.of(
          new Size("segment", 70),
          new Size("pack", 90),
          new Size("chunk", 85),
          new Size("version", 190),
          new Size("node", 85),
          new Size("move", 60),
          new Size("deletion_member", 33));

  /// @param sink must not ask this connection
  public void each(Consumer<CheckpointRow> sink) {
    db.each(
        "SELECT writer,seq,hash,seen,lamport,made FROM segment ORDER BY writer,seq",
        row -> sink.accept(segment(row)));
    db.each(
        "SELECT id,length,hash,epoch FROM pack WHERE state=1 ORDER BY id",
        row ->
            sink.accept(
                new PackRow(
                    PackId.of(row.getBytes(1)),
                    row.getLong(2),
                    Hash256.of(row.getBytes(3)),
                    EpochId.of(row.getBytes(4)))));
    db.each(
        "SELECT id,epoch,extents FROM chunk ORDER BY id",
        row ->
            sink.accept(
                new ChunkRow(
                    ChunkId.of(row.getBytes(1)),
                    EpochId.of(row.getBytes(2)),
                    Encoding.extents(row.getBytes(3)))));
    // The segments one by one, in the order of their index, and the versions of each by their
    // numbers.
    db.each(
        "SELECT s.writer,s.seq,v.n&65535,s.lamport,v.node,v.modified,v.executable,v.content FROM segment s"
            + " CROSS JOIN version v ON v.n BETWEEN s.n<<16 AND (s.n<<16)+65535 ORDER BY s.writer,s.seq,v.n",
        row -> sink.accept(version(row)));
    db.each("SELECT id,state FROM node ORDER BY id", row -> sink.accept(node(row)));
    db.each(
        "SELECT position,node,value FROM move ORDER BY position",
        row -> {
          MoveRecord move = MoveLog.move(row);
          sink.accept(new MoveRow(move.order(), move.node(), move.parent(), move.name()));
        });
    deletions(sink);
  }

  private static SegmentRow segment(ResultSet row) throws SQLException {
    return new SegmentRow(
        WriterId.of(row.getBytes(1)),
        row.getLong(2),
        Hash256.of(row.getBytes(3)),
        Encoding.vector(row.getBytes(4)),
        row.getLong(5),
        Encoding.instant(row.getLong(6)));
  }

  private VersionRow version(ResultSet row) throws SQLException {
    OpId id = new OpId(WriterId.of(row.getBytes(1)), row.getLong(2), row.getInt(3));
    return new VersionRow(
        new OpOrder(row.getLong(4) + id.index(), id),
        NodeId.of(row.getBytes(5)),
        new Attributes(Encoding.instant(row.getLong(6)), row.getInt(7) != 0),
        contents.open(id, row.getBytes(8)));
  }

  private static NodeRow node(ResultSet row) throws SQLException {
    Node n = NodeCodec.decode(NodeId.of(row.getBytes(1)), row.getBytes(2));
    return new NodeRow(
        n.id(),
        n.kind(),
        new Spot(n.birth().parent(), n.birth().name(), n.birth().order()),
        n.born(),
        n.life(),
        n.moves(),
        n.versions().stream().map(ContentVersion::order).toList(),
        n.attributes().map(a -> new Stamp(a.order(), a.attributes())),
        n.deletions(),
        n.lives(),
        n.visibleChildren());
  }

  private void deletions(Consumer<CheckpointRow> sink) {
    Group group = new Group(sink);
    db.each(
        "SELECT d.id,d.root,d.moved,m.node,m.parent,d.n FROM deletion d CROSS JOIN deletion_member m ON m.deletion=d.n"
            + " ORDER BY d.id,m.node",
        group::add);
    group.end();
  }

  /// Collects the members of one deletion until a row is full.
  private static final class Group {
    private final Consumer<CheckpointRow> sink;
    private final List<Member> members = new ArrayList<>();
    private Set<NodeId> moved = Set.of();
    private Optional<DeletionRow> current = Optional.empty();

    Group(Consumer<CheckpointRow> sink) {
      this.sink = sink;
    }

    void add(ResultSet row) throws SQLException {
      OpId id = Encoding.opId(row.getBytes(1));
      if (current.filter(d -> d.id().equals(id)).isEmpty()) {
        end();
        moved = new HashSet<>(Encoding.nodes(row.getBytes(3)));
        current = Optional.of(new DeletionRow(id, 0, NodeId.of(row.getBytes(2)), List.of()));
      } else if (members.size() == DeletionRow.GROUP) {
        DeletionRow full = current.get();
        end();
        current = Optional.of(new DeletionRow(id, full.group() + 1, full.root(), List.of()));
      }
      NodeId node = NodeId.of(row.getBytes(4));
      members.add(new Member(node, NodeId.of(row.getBytes(5)), moved.contains(node)));
    }

    void end() {
      current.ifPresent(d -> sink.accept(new DeletionRow(d.id(), d.group(), d.root(), members)));
      current = Optional.empty();
      members.clear();
    }
  }
}
