package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;

/// Packs, and where each chunk lies. A pack is *staged* from before its upload until a commit of this device names it; after a crash
/// the staged ones are what may have to be cleared away, but for those with which an upload goes on ([UploadTable]).
public final class PackTable {
  private static final int STAGED = 0;
  private static final int NAMED = 1;
  private final Database db;

  /// Since the index was opened.
  private final Set<PackId> staged = ConcurrentHashMap.newKeySet();

  public PackTable(Database db) {
    this.db = db;
  }

  public record Pack(PackId id, long length, Hash256 sha256, EpochId epoch) {}

  /// What a pack was stored for.
  ///
  /// @param seq of the last commit of this writer that may name it
  /// @param at when it was stored
  public record Purpose(WriterId writer, long seq, Instant at) {}

  /// A pack that no commit of which this index knows has named.
  ///
  /// @param here whether this index was in use ever since it was stored, and is no copy from then
  public record LeftOver(Pack pack, Purpose purpose, boolean here) {}

  /// Where a chunk lies and which epoch's file key opens it.
  public record Location(EpochId epoch, List<PackEntry.Extent> extents) {}

  public void stage(Pack pack, Purpose purpose) {
    staged.add(pack.id());
    db.update(
        "INSERT INTO pack VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING",
        pack.id().bytes(),
        pack.length(),
        pack.sha256().bytes(),
        pack.epoch().bytes(),
        STAGED,
        purpose.writer().value().bytes(),
        purpose.seq(),
        Encoding.micros(purpose.at()));
  }

  /// Notes what a verified commit says of a pack. The first directory that names a chunk is kept.
  public void name(PackEntry entry) {
    staged.remove(entry.id());
    db.update(
        "INSERT INTO pack VALUES(?,?,?,?,?,NULL,NULL,NULL) ON CONFLICT(id) DO UPDATE SET state=excluded.state",
        entry.id().bytes(),
        entry.length(),
        entry.sha256().bytes(),
        entry.epoch().bytes(),
        NAMED);
    for (PackEntry.Stored stored : entry.chunks())
      db.update(
          "INSERT OR IGNORE INTO chunk VALUES(?,?,?)",
          stored.chunk().bytes(),
          entry.epoch().bytes(),
          Encoding.ofExtents(stored.extents()));
  }

  /// Keeps this description of a pack, whatever else was or will be told.
  public void keep(Pack pack) {
    db.update(
        "INSERT INTO pack VALUES(?,?,?,?,?,NULL,NULL,NULL) ON CONFLICT(id) DO UPDATE SET length=excluded.length, hash=excluded.hash, epoch=excluded.epoch",
        pack.id().bytes(),
        pack.length(),
        pack.sha256().bytes(),
        pack.epoch().bytes(),
        NAMED);
  }

  /// Keeps this place of a chunk, whatever else was or will be told.
  public void place(ChunkId id, Location at) {
    db.update(
        "INSERT INTO chunk VALUES(?,?,?) ON CONFLICT(id) DO UPDATE SET epoch=excluded.epoch, extents=excluded.extents",
        id.bytes(),
        at.epoch().bytes(),
        Encoding.ofExtents(at.extents()));
  }

  public Optional<Location> chunk(ChunkId id) {
    return db.first(
        "SELECT epoch,extents FROM chunk WHERE id=?",
        row -> new Location(EpochId.of(row.getBytes(1)), Encoding.extents(row.getBytes(2))),
        id.bytes());
  }

  public boolean has(ChunkId id) {
    return db.first("SELECT 1 FROM chunk WHERE id=?", row -> true, id.bytes()).isPresent();
  }

  public Optional<Pack> pack(PackId id) {
    return db.first(
        "SELECT id,length,hash,epoch FROM pack WHERE id=?", PackTable::pack, id.bytes());
  }

  /// The length of the longest one that a commit has named, in bytes; 0 if there is none.
  public long largest() {
    return db.first("SELECT coalesce(max(length),0) FROM pack WHERE state=1", row -> row.getLong(1))
        .orElse(0L);
  }

  public List<Pack> named() {
    return db.list(
        "SELECT id,length,hash,epoch FROM pack WHERE state=1 ORDER BY id", PackTable::pack);
  }

  /// The staged ones of which no upload knows: nothing that this device does will ever name them.
  public List<LeftOver> leftOver() {
    return db.list(
        "SELECT id,length,hash,epoch,writer,seq,staged FROM pack WHERE state=0 AND id NOT IN (SELECT pack FROM upload_pack) ORDER BY id",
        row -> {
          Pack pack = pack(row);
          Purpose purpose =
              new Purpose(
                  WriterId.of(row.getBytes(5)), row.getLong(6), Encoding.instant(row.getLong(7)));
          return new LeftOver(pack, purpose, staged.contains(pack.id()));
        });
  }

  public void forget(PackId id) {
    staged.remove(id);
    db.update("DELETE FROM pack WHERE id=? AND state=0", id.bytes());
  }

  private static Pack pack(ResultSet row) throws SQLException {
    return new Pack(
        PackId.of(row.getBytes(1)),
        row.getLong(2),
        Hash256.of(row.getBytes(3)),
        EpochId.of(row.getBytes(4)));
  }
}
