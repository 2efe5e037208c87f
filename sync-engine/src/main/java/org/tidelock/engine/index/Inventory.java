package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.PackEntry.Extent;

/// Everything that the verified log names, one by one: what a check of the storage compares with. The consumers must not come back to this
/// class.
public final class Inventory {
  private final Database db;

  public Inventory(Database db) {
    this.db = db;
  }

  /// A segment object as it must lie in the storage.
  ///
  /// @param length 0 if it is not known yet
  public record StoredSegment(WriterId writer, long seq, long length, Hash256 sha256) {}

  /// All segments that are known, those of the outbox too, by writer and number.
  public List<StoredSegment> segments() {
    return db.list(
        "SELECT writer,seq,length(bytes),hash FROM segment ORDER BY writer,seq",
        row ->
            new StoredSegment(
                WriterId.of(row.getBytes(1)),
                row.getLong(2),
                row.getLong(3),
                Hash256.of(row.getBytes(4))));
  }

  /// How many there are, of how many bytes in all.
  public record Total(long objects, long bytes) {
    private static Total of(ResultSet row) throws SQLException {
      return new Total(row.getLong(1), row.getLong(2));
    }
  }

  /// All packs that a commit names.
  public Total packs() {
    return db.first("SELECT count(*),coalesce(sum(length),0) FROM pack WHERE state=1", Total::of)
        .orElseThrow();
  }

  /// The segments of a writer from one number to before another one.
  public Total segments(WriterId writer, long from, long to) {
    return db.first(
            "SELECT count(*),coalesce(sum(length(bytes)),0) FROM segment WHERE writer=? AND seq>=? AND seq<?",
            Total::of,
            writer.bytes(),
            from,
            to)
        .orElseThrow();
  }

  public void chunks(BiConsumer<ChunkId, List<Extent>> found) {
    db.each(
        "SELECT id,extents FROM chunk",
        row -> found.accept(ChunkId.of(row.getBytes(1)), Encoding.extents(row.getBytes(2))));
  }
}
