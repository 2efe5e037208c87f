package org.tidelock.engine.index;

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

  public void chunks(BiConsumer<ChunkId, List<Extent>> found) {
    db.each(
        "SELECT id,extents FROM chunk",
        row -> found.accept(ChunkId.of(row.getBytes(1)), Encoding.extents(row.getBytes(2))));
  }
}
