package org.tidelock.engine.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.local.LocalPath;

/// Uploads of large files that no commit names yet: what goes on where it stopped if it is interrupted (decisions/0087). A row comes with the first pack
/// that the storage has confirmed, so smaller files never have one.
public final class UploadTable {
  private final Database db;

  public UploadTable(Database db) {
    this.db = db;
  }

  /// @param size of the file, in bytes, and `modified`, in nanoseconds since 1970: how it looked when it was read
  /// @param fresh whether the lineage was made for this upload; else it is that of the file's former content
  /// @param lineage the lineage key, sealed under the profile key. Each upload's is another one
  public record Upload(LocalPath place, long size, long modified, boolean fresh, byte[] lineage) {}

  /// What the storage has confirmed.
  ///
  /// @param ended the chunks whose last byte lies in it: all their other bytes lie in packs that were confirmed, too
  public record Confirmed(PackId pack, List<PackEntry.Stored> ended) {}

  /// The same, with what is known of the pack.
  ///
  /// @param named whether some commit names it, as where a profile was set back
  public record Kept(PackTable.Pack pack, List<PackEntry.Stored> ended, boolean named) {}

  /// Whatever else was begun at this place is forgotten.
  public void confirm(Upload upload, List<Confirmed> packs) {
    db.transaction(
        () -> {
          if (!isNoted(upload)) begin(upload);
          for (Confirmed c : packs)
            db.update(
                "INSERT INTO upload_pack VALUES(?,?,?)",
                c.pack().bytes(),
                upload.place().toString(),
                Encoding.ofStored(c.ended()));
          return true;
        });
  }

  private boolean isNoted(Upload upload) {
    return at(upload.place()).filter(u -> Arrays.equals(u.lineage(), upload.lineage())).isPresent();
  }

  private void begin(Upload upload) {
    forget(upload.place());
    db.update(
        "INSERT INTO upload VALUES(?,?,?,?,?)",
        upload.place().toString(),
        upload.size(),
        upload.modified(),
        upload.fresh(),
        upload.lineage());
  }

  public Optional<Upload> at(LocalPath place) {
    return db.first(
        "SELECT place,size,modified,fresh,lineage FROM upload WHERE place=?",
        UploadTable::upload,
        place.toString());
  }

  public List<Upload> all() {
    return db.list(
        "SELECT place,size,modified,fresh,lineage FROM upload ORDER BY place", UploadTable::upload);
  }

  /// What was confirmed of the upload at this place.
  public List<Kept> kept(LocalPath place) {
    return db.list(
        "SELECT p.id,p.length,p.hash,p.epoch,u.ended,p.state FROM upload_pack u JOIN pack p ON p.id=u.pack"
            + " WHERE u.place=?",
        UploadTable::kept,
        place.toString());
  }

  /// Its packs are left over from here on, but for those that a commit names.
  public void forget(LocalPath place) {
    db.update("DELETE FROM upload_pack WHERE place=?", place.toString());
    db.update("DELETE FROM upload WHERE place=?", place.toString());
  }

  public void forget(Collection<LocalPath> places) {
    if (places.isEmpty()) return;
    db.transaction(
        () -> {
          places.forEach(this::forget);
          return true;
        });
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        new LocalPath(List.of(row.getString(1).split("/", -1))),
        row.getLong(2),
        row.getLong(3),
        row.getInt(4) != 0,
        row.getBytes(5));
  }

  private static Kept kept(ResultSet row) throws SQLException {
    PackTable.Pack pack =
        new PackTable.Pack(
            PackId.of(row.getBytes(1)),
            row.getLong(2),
            Hash256.of(row.getBytes(3)),
            EpochId.of(row.getBytes(4)));
    return new Kept(pack, Encoding.stored(row.getBytes(5)), row.getInt(6) != 0);
  }
}
