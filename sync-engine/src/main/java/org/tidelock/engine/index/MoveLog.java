package org.tidelock.engine.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.merge.MoveRecord;
import org.tidelock.engine.merge.Place;

/// The move log as one transaction sees it. Each move asks for the moves after it, of which there are mostly none and sometimes many, again
/// and again: the end of the log that was asked for stays in memory for the transaction.
final class MoveLog {
  private final Database db;
  private final TreeMap<OpOrder, MoveRecord> known = new TreeMap<>();
  private final TreeMap<OpOrder, MoveRecord> pending = new TreeMap<>();
  private final Map<NodeId, TreeMap<OpOrder, MoveRecord>> pendingOf = new HashMap<>();

  /// Of the moves after this one all are in `known`; null if nothing was read yet.
  private @Nullable OpOrder knownAfter;

  MoveLog(Database db) {
    this.db = db;
  }

  void put(MoveRecord move) {
    known.put(move.order(), move);
    pending.put(move.order(), move);
    pendingOf.computeIfAbsent(move.node(), _ -> new TreeMap<>()).put(move.order(), move);
  }

  List<MoveRecord> after(OpOrder order) {
    if (!db.inTransaction()) return read(order, null);
    if (knownAfter == null || order.compareTo(knownAfter) < 0) {
      for (MoveRecord move : read(order, knownAfter)) known.putIfAbsent(move.order(), move);
      knownAfter = order;
    }
    return List.copyOf(known.tailMap(order, false).values());
  }

  private List<MoveRecord> read(OpOrder after, @Nullable OpOrder upTo) {
    String moves = "SELECT position,node,value FROM move WHERE position>?";
    return upTo == null
        ? db.list(moves + " ORDER BY position", MoveLog::move, Encoding.of(after))
        : db.list(
            moves + " AND position<=? ORDER BY position",
            MoveLog::move,
            Encoding.of(after),
            Encoding.of(upTo));
  }

  List<MoveRecord> of(NodeId node) {
    TreeMap<OpOrder, MoveRecord> moves = new TreeMap<>();
    db.each(
        "SELECT position,node,value FROM move WHERE node=?",
        row -> {
          MoveRecord move = move(row);
          moves.put(move.order(), move);
        },
        node.bytes());
    moves.putAll(pendingOf.getOrDefault(node, new TreeMap<>()));
    return List.copyOf(moves.values());
  }

  void flush() {
    for (MoveRecord move : pending.values())
      db.update(
          "INSERT INTO move VALUES(?,?,?) ON CONFLICT(position) DO UPDATE SET node=excluded.node, value=excluded.value",
          Encoding.of(move.order()),
          move.node().bytes(),
          value(move));
    discard();
  }

  void discard() {
    known.clear();
    pending.clear();
    pendingOf.clear();
    knownAfter = null;
  }

  /// Parent, whether it is effective, the place before if there is one, and the names.
  private static byte[] value(MoveRecord move) {
    byte[] name = move.name().getBytes(StandardCharsets.UTF_8);
    byte[] from =
        move.before().map(p -> p.name().getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
    ByteBuffer out = ByteBuffer.allocate(16 + 2 + 2 + name.length + 16 + 36 + from.length);
    out.put(move.parent().bytes());
    out.put((byte) (move.effective() ? 1 : 0)).put((byte) (move.before().isPresent() ? 1 : 0));
    out.putShort((short) name.length).put(name);
    move.before().ifPresent(p -> out.put(p.parent().bytes()).put(Encoding.of(p.order())).put(from));
    byte[] value = new byte[out.position()];
    out.flip().get(value);
    return value;
  }

  static MoveRecord move(ResultSet row) throws SQLException {
    ByteBuffer in = ByteBuffer.wrap(row.getBytes(3));
    NodeId parent = NodeId.of(bytes(in, 16));
    boolean effective = in.get() != 0;
    boolean moved = in.get() != 0;
    String name = text(in, Short.toUnsignedInt(in.getShort()));
    Optional<Place> before = Optional.empty();
    if (moved) {
      NodeId from = NodeId.of(bytes(in, 16));
      OpOrder placed = Encoding.order(bytes(in, 36));
      before = Optional.of(new Place(from, text(in, in.remaining()), placed));
    }
    return new MoveRecord(
        Encoding.order(row.getBytes(1)),
        NodeId.of(row.getBytes(2)),
        parent,
        name,
        effective,
        before);
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in, int length) {
    return new String(bytes(in, length), StandardCharsets.UTF_8);
  }
}
