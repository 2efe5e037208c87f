package org.tidelock.engine.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Single values.
public final class MetaTable {
  private final Database db;

  public MetaTable(Database db) {
    this.db = db;
  }

  public Optional<byte[]> get(String key) {
    return db.first("SELECT value FROM meta WHERE key=?", row -> row.getBytes(1), key);
  }

  public void put(String key, byte[] value) {
    db.update(
        "INSERT INTO meta VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        key,
        value);
  }

  public void remove(String key) {
    db.update("DELETE FROM meta WHERE key=?", key);
  }

  public Optional<Long> number(String key) {
    return get(key).map(value -> ByteBuffer.wrap(value).getLong());
  }

  public void putNumber(String key, long value) {
    put(key, ByteBuffer.allocate(8).putLong(value).array());
  }

  public Optional<String> text(String key) {
    return get(key).map(value -> new String(value, StandardCharsets.UTF_8));
  }

  public void putText(String key, String value) {
    put(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
