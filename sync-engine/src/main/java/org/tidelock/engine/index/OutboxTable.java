package org.tidelock.engine.index;

import java.util.List;

/// Own segments that the storage has not confirmed yet. Their bytes are in the log and never change: a retry sends the same ones.
public final class OutboxTable {
  private final Database db;

  public OutboxTable(Database db) {
    this.db = db;
  }

  /// @param head the sealed head object that goes out after the segment
  /// @param files files that this commit brings, for the status
  /// @param bytes their plaintext size
  public record Entry(long seq, byte[] head, long files, long bytes) {}

  public void add(Entry entry) {
    db.update(
        "INSERT INTO outbox VALUES(?,?,?,?)",
        entry.seq(),
        entry.head(),
        entry.files(),
        entry.bytes());
  }

  /// Oldest first.
  public List<Entry> entries() {
    return db.list(
        "SELECT seq,head,files,bytes FROM outbox ORDER BY seq",
        row -> new Entry(row.getLong(1), row.getBytes(2), row.getLong(3), row.getLong(4)));
  }

  public boolean isEmpty() {
    return db.first("SELECT 1 FROM outbox LIMIT 1", row -> true).isEmpty();
  }

  public void clear() {
    db.update("DELETE FROM outbox");
  }

  public void sent(long seq) {
    db.update("DELETE FROM outbox WHERE seq=?", seq);
  }
}
