package org.tidelock.engine.history;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.WriterId;

/// When the segments of a checkpoint were made, by their Lamport time and by their authors' clocks: what is said of an operation leaves that out.
/// 16 bytes for each segment.
final class SegmentTimes {
  private static final class Column {
    private long[] lamports = new long[16];
    private long[] made = new long[16];
    private int size;

    void add(long lamport, long micros) {
      if (size == lamports.length) {
        lamports = Arrays.copyOf(lamports, 2 * size);
        made = Arrays.copyOf(made, 2 * size);
      }
      lamports[size] = lamport;
      made[size++] = micros;
    }
  }

  private final Map<WriterId, Column> columns = new HashMap<>();

  void add(CheckpointRow.SegmentRow row) {
    columns
        .computeIfAbsent(row.writer(), _ -> new Column())
        .add(row.lamport(), Times.micros(row.made()));
  }

  /// How many of this writer are known.
  long count(WriterId writer) {
    Column column = columns.get(writer);
    return column == null ? 0 : column.size;
  }

  OpOrder order(OpId id) throws IntegrityException {
    return new OpOrder(column(id).lamports[(int) id.seq()] + id.index(), id);
  }

  Instant made(OpId id) throws IntegrityException {
    return Times.instant(column(id).made[(int) id.seq()]);
  }

  private Column column(OpId id) throws IntegrityException {
    Column column = columns.get(id.writer());
    if (column == null || id.seq() >= column.size)
      throw WireCbor.Reader.bad("an operation of a segment that the checkpoint tells");
    return column;
  }
}
