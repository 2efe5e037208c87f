package org.tidelock.engine.index;

/// The tables of the index. A change of this text raises [#VERSION]; an older index is rebuilt from the storage. What a person has chosen and no storage
/// could give back is not here, but in the profile's choices (decision 0096).
final class Schema {
  static final int VERSION = 9;

  private static final String[] TABLES = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    // The log: every verified segment, its stored bytes (still sealed; empty, of a segment that a
    // checkpoint told of, until they are fetched), and the vector that follows from it.
    "CREATE TABLE writer(id BLOB PRIMARY KEY, device BLOB NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, hash BLOB NOT NULL,"
        + " made INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE segment(n INTEGER PRIMARY KEY, writer BLOB NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, seen BLOB NOT NULL,"
        + " lamport INTEGER NOT NULL, made INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE(writer, seq))",
    // When a writer was first known to have so many segments, by this device's clock; 0 if they
    // came
    // with the vault, or the index was lost since.
    "CREATE TABLE arrival(writer BLOB NOT NULL, count INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY(writer, count)) WITHOUT ROWID",
    "CREATE TABLE outbox(seq INTEGER PRIMARY KEY, head BLOB NOT NULL, files INTEGER NOT NULL, bytes INTEGER NOT NULL)",
    // The merge state. Rows have small numbers, so that what is made together lies together and
    // indexes stay small. Only
    // visible nodes are indexed by place: `parent` is the row of the folder that shows a node (0
    // for the root, null for
    // what is not visible), `key` a hash of its folded name.
    "CREATE TABLE node(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, parent INTEGER, key INTEGER, state BLOB NOT NULL)",
    "CREATE INDEX node_place ON node(parent, key) WHERE parent IS NOT NULL",
    "CREATE TABLE move(position BLOB PRIMARY KEY, node BLOB NOT NULL, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE INDEX move_node ON move(node)",
    "CREATE TABLE deletion(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, root BLOB NOT NULL, moved BLOB NOT NULL)",
    "CREATE TABLE deletion_member(deletion INTEGER NOT NULL, node BLOB NOT NULL, parent BLOB NOT NULL, PRIMARY KEY(deletion, node))"
        + " WITHOUT ROWID",
    "CREATE TABLE dirty(folder BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE put_away(id BLOB PRIMARY KEY) WITHOUT ROWID",
    // Every version of every file, current and earlier. `n` is the segment's row times 65,536 plus
    // the index of the operation
    // that set it; time and Lamport time are the segment's. `content` is sealed, since it holds the
    // lineage key. Indexes
    // hold the beginnings of random ids: enough to find few rows, and each new version costs a page
    // of each index.
    "CREATE TABLE version(n INTEGER PRIMARY KEY, node BLOB NOT NULL, content_id BLOB NOT NULL, size INTEGER NOT NULL,"
        + " modified INTEGER NOT NULL, executable INTEGER NOT NULL, own INTEGER NOT NULL, content BLOB NOT NULL)",
    "CREATE INDEX version_node ON version(substr(node,1,6))",
    "CREATE INDEX version_size ON version(size)",
    "CREATE INDEX version_content ON version(substr(content_id,1,8))",
    // Where chunks lie. Of a pack that this device has stored itself: by which of its commits it
    // may be named, and when it was stored.
    "CREATE TABLE pack(id BLOB PRIMARY KEY, length INTEGER NOT NULL, hash BLOB NOT NULL, epoch BLOB NOT NULL, state INTEGER NOT NULL,"
        + " writer BLOB, seq INTEGER, staged INTEGER) WITHOUT ROWID",
    "CREATE TABLE chunk(id BLOB PRIMARY KEY, epoch BLOB NOT NULL, extents BLOB NOT NULL) WITHOUT ROWID",
    // Large files of which a part was sent and no commit tells yet; `lineage` is sealed. `ended`
    // are the chunks whose last byte lies in the pack.
    "CREATE TABLE upload(place TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, fresh INTEGER NOT NULL,"
        + " lineage BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE upload_pack(pack BLOB PRIMARY KEY, place TEXT NOT NULL, ended BLOB NOT NULL) WITHOUT ROWID",
    // The base: what this device last made equal. `parent` is the row of its folder (0 for the
    // root), so that a folder's id
    // can change without a touch of what is in it; `kind` as in [NodeKind]; `bytes` is 0 for what
    // is no file. A status asks
    // for the totals all the time, so they are kept.
    "CREATE TABLE base(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, parent INTEGER NOT NULL, name TEXT NOT NULL,"
        + " kind INTEGER NOT NULL, bytes INTEGER NOT NULL, device INTEGER NOT NULL, file INTEGER NOT NULL, state BLOB NOT NULL)",
    "CREATE UNIQUE INDEX base_place ON base(parent, name)",
    "CREATE INDEX base_file ON base(file)",
    "CREATE TABLE totals(kind INTEGER PRIMARY KEY, count INTEGER NOT NULL, bytes INTEGER NOT NULL)",
    "INSERT INTO totals VALUES(0,0,0),(1,0,0),(2,0,0)",
    "CREATE TRIGGER base_in AFTER INSERT ON base"
        + " BEGIN UPDATE totals SET count=count+1, bytes=bytes+new.bytes WHERE kind=new.kind; END",
    "CREATE TRIGGER base_out AFTER DELETE ON base"
        + " BEGIN UPDATE totals SET count=count-1, bytes=bytes-old.bytes WHERE kind=old.kind; END",
    "CREATE TRIGGER base_other AFTER UPDATE OF kind, bytes ON base WHEN new.kind<>old.kind OR new.bytes<>old.bytes"
        + " BEGIN UPDATE totals SET count=count-1, bytes=bytes-old.bytes WHERE kind=old.kind;"
        + " UPDATE totals SET count=count+1, bytes=bytes+new.bytes WHERE kind=new.kind; END",
    // What waits for a person's answer: `cause` and `state` as in [HoldTable]. Removals and
    // rewrites of the last minutes count for the next ones.
    "CREATE TABLE hold(id INTEGER PRIMARY KEY AUTOINCREMENT, cause INTEGER NOT NULL, state INTEGER NOT NULL, since INTEGER NOT NULL)",
    "CREATE TABLE held(node BLOB PRIMARY KEY, hold INTEGER NOT NULL, bytes INTEGER) WITHOUT ROWID",
    "CREATE INDEX held_hold ON held(hold)",
    // What a person has let go is gone with its row: if it comes again, it is asked about again.
    "CREATE TRIGGER base_let_go AFTER DELETE ON base"
        + " BEGIN DELETE FROM held WHERE node=old.id AND hold IN (SELECT id FROM hold WHERE state=1); END",
    // A rewrite that was let go is over with the row's next state.
    "CREATE TRIGGER base_let_in AFTER UPDATE OF state ON base WHEN new.state<>old.state"
        + " BEGIN DELETE FROM held WHERE node=old.id AND hold IN (SELECT id FROM hold WHERE state=1 AND cause IN (2,3)); END",
    "CREATE TABLE removal(node BLOB PRIMARY KEY, cause INTEGER NOT NULL, time INTEGER NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE rewrite(node BLOB PRIMARY KEY, cause INTEGER NOT NULL, time INTEGER NOT NULL, scrambled INTEGER NOT NULL) WITHOUT ROWID",
    // For people.
    "CREATE TABLE activity(id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL,"
        + " device TEXT NOT NULL, own INTEGER NOT NULL, size INTEGER NOT NULL, detail TEXT NOT NULL)",
    "CREATE TABLE issue(id TEXT PRIMARY KEY, severity TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL,"
        + " body TEXT NOT NULL, path TEXT, since INTEGER NOT NULL) WITHOUT ROWID",
  };

  private Schema() {}

  /// Makes the tables of a new index; refuses one of another version.
  static void check(Database db, Database.Access access) {
    int version = db.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    if (version == VERSION) return;
    if (version != 0 || access == Database.Access.READ)
      throw new IndexException(
          IndexException.Kind.OTHER_VERSION,
          "The local index has version " + version + ", this program knows " + VERSION);
    db.transaction(
        () -> {
          for (String table : TABLES) db.execute(table);
          db.execute("PRAGMA user_version = " + VERSION);
          return true;
        });
  }
}
