package org.tidelock.engine.index;

import java.sql.SQLException;

/// The tables of the index. A change of this text raises [#VERSION]; an older index is rebuilt from the storage, which has everything.
final class Schema {
  static final int VERSION = 1;

  private static final String[] TABLES = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    // The log: every verified segment, its stored bytes (still sealed), and the vector that follows
    // from it.
    "CREATE TABLE writer(id BLOB PRIMARY KEY, device BLOB NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, hash BLOB NOT NULL,"
        + " made INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE segment(writer BLOB NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, seen BLOB NOT NULL, lamport INTEGER NOT NULL,"
        + " made INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(writer, seq)) WITHOUT ROWID",
    "CREATE TABLE outbox(seq INTEGER PRIMARY KEY, head BLOB NOT NULL, files INTEGER NOT NULL, bytes INTEGER NOT NULL)",
    // The merge state.
    "CREATE TABLE node(id BLOB PRIMARY KEY, parent BLOB, live INTEGER NOT NULL, state BLOB NOT NULL) WITHOUT ROWID",
    "CREATE INDEX node_parent ON node(parent, live)",
    "CREATE TABLE move(position BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE deletion(id BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE deletion_member(node BLOB NOT NULL, deletion BLOB NOT NULL, PRIMARY KEY(node, deletion)) WITHOUT ROWID",
    "CREATE TABLE dirty(folder BLOB PRIMARY KEY) WITHOUT ROWID",
    // Every version of every file, current and earlier; `content` is sealed, since it holds the
    // lineage key.
    "CREATE TABLE version(node BLOB NOT NULL, id BLOB NOT NULL, content_id BLOB NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,"
        + " executable INTEGER NOT NULL, made INTEGER NOT NULL, own INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY(node, id))"
        + " WITHOUT ROWID",
    "CREATE INDEX version_id ON version(id)",
    "CREATE INDEX version_size ON version(size)",
    "CREATE INDEX version_content ON version(content_id)",
    // Where chunks lie.
    "CREATE TABLE pack(id BLOB PRIMARY KEY, length INTEGER NOT NULL, hash BLOB NOT NULL, epoch BLOB NOT NULL, state INTEGER NOT NULL)"
        + " WITHOUT ROWID",
    "CREATE TABLE chunk(id BLOB PRIMARY KEY, epoch BLOB NOT NULL, extents BLOB NOT NULL) WITHOUT ROWID",
    // The base: what this device last made equal.
    "CREATE TABLE base(id BLOB PRIMARY KEY, nodes BLOB NOT NULL, parent BLOB NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL,"
        + " version BLOB, content_id BLOB, modified INTEGER, executable INTEGER, placed BLOB, fingerprint BLOB NOT NULL,"
        + " racy INTEGER NOT NULL, dev INTEGER NOT NULL, ino INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE UNIQUE INDEX base_place ON base(parent, name)",
    "CREATE INDEX base_file ON base(ino, dev)",
    // For people.
    "CREATE TABLE activity(id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL,"
        + " device TEXT NOT NULL, own INTEGER NOT NULL, size INTEGER NOT NULL, detail TEXT NOT NULL)",
    "CREATE TABLE issue(id TEXT PRIMARY KEY, severity TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL,"
        + " body TEXT NOT NULL, path TEXT, since INTEGER NOT NULL) WITHOUT ROWID",
  };

  private Schema() {}

  static void bring(Database db) throws SQLException {
    int version = db.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    if (version == VERSION) return;
    if (version != 0)
      throw new SQLException(
          "the index has version " + version + ", this program knows " + VERSION);
    db.transaction(
        () -> {
          try {
            for (String table : TABLES) db.execute(table);
            db.execute("PRAGMA user_version = " + VERSION);
          } catch (SQLException e) {
            throw new IndexException("The local index cannot be made", e);
          }
          return true;
        });
  }
}
