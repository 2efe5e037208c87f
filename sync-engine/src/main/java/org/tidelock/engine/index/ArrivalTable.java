package org.tidelock.engine.index;

import java.time.Instant;
import java.util.Optional;
import org.tidelock.crypto.WriterId;

/// When segments became known here, by this device's own clock: what their authors' clocks say may be wrong. A row for each writer and look that brought
/// something.
public final class ArrivalTable {
  private static final long UNKNOWN = 0;

  private final Database db;

  ArrivalTable(Database db) {
    this.db = db;
  }

  /// Notes what became known since the last call. What the first call finds came with the vault: nothing says when it was made.
  public void note(Instant now) {
    db.transaction(
        () -> {
          boolean first = db.first("SELECT 1 FROM arrival LIMIT 1", _ -> true).isEmpty();
          db.update(
              "INSERT INTO arrival SELECT id, count, ? FROM writer"
                  + " WHERE count>coalesce((SELECT max(a.count) FROM arrival a WHERE a.writer=id),0)",
              first ? UNKNOWN : Encoding.micros(now));
          return true;
        });
  }

  /// @return empty if that is not known
  public Optional<Instant> of(WriterId writer, long seq) {
    return db.first(
            "SELECT time FROM arrival WHERE writer=? AND count>? ORDER BY count LIMIT 1",
            row -> row.getLong(1),
            writer.bytes(),
            seq)
        .filter(time -> time != UNKNOWN)
        .map(Encoding::instant);
  }
}
