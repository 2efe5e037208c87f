package org.tidelock.engine.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.UploadTable;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.transfer.StoredPacks;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// The large files of one commit, each with what an interrupted upload of it has stored. A file that looks as it did then goes on under the same lineage;
/// it is read and cut again, so that a look that deceives costs only time. Packs count if the storage shows them at their length now, and if they are sealed
/// in the epoch of today: what a removed device could have read is sent anew. Thread-safe.
final class UnfinishedUploads {
  private final UploadTable looking;
  private final UploadTable table;
  private final SealedContents contents;
  private final PackUploads uploads;
  private final StoredPacks stored;
  private final Identity identity;
  private final Effects effects;
  private final Map<LocalPath, UnfinishedUpload> begun = new HashMap<>();
  private final List<PackEntry> reused = new ArrayList<>();

  /// @param looking as workers read it
  /// @param table as it is written
  UnfinishedUploads(
      UploadTable looking,
      UploadTable table,
      SealedContents contents,
      PackUploads uploads,
      StoredPacks stored,
      Identity identity,
      Effects effects) {
    this.looking = looking;
    this.table = table;
    this.contents = contents;
    this.uploads = uploads;
    this.stored = stored;
    this.identity = identity;
    this.effects = effects;
  }

  /// The upload of a file that is about to be encoded; the same one if it is encoded twice.
  ///
  /// @param known the lineage of the file's former content, if that is kept
  /// @throws StoredPacks.StorageTrouble if the storage does not answer
  synchronized UnfinishedUpload at(LocalPath place, Fingerprint found, Optional<LineageKey> known)
      throws IOException {
    UnfinishedUpload now = begun.get(place);
    if (now != null && fits(now.row(), found, known)) return now;
    Optional<UploadTable.Upload> row = looking.at(place).filter(u -> fits(u, found, known));
    List<UploadTable.Kept> kept = row.map(u -> looking.kept(place)).orElse(List.of());
    UnfinishedUpload upload =
        row.isPresent() && areThere(kept) ? goOn(row.get(), kept) : begin(place, found, known);
    begun.put(place, upload);
    return upload;
  }

  /// Under a lineage that was made for an upload nothing is looked up, and it must not take the place of one that is known, nor the reverse.
  private boolean fits(UploadTable.Upload row, Fingerprint found, Optional<LineageKey> known) {
    return row.size() == found.size()
        && row.modified() == found.modified()
        && row.fresh() == known.isEmpty()
        && known.filter(k -> !k.equals(contents.open(row.place(), row.lineage()))).isEmpty();
  }

  private UnfinishedUpload begin(LocalPath place, Fingerprint found, Optional<LineageKey> known) {
    LineageKey lineage = known.orElseGet(() -> LineageKey.random(effects.random()));
    byte[] sealed = contents.seal(place, lineage);
    UploadTable.Upload row =
        new UploadTable.Upload(place, found.size(), found.modified(), known.isEmpty(), sealed);
    return new UnfinishedUpload(row, lineage, List.of(), table, uploads);
  }

  private UnfinishedUpload goOn(UploadTable.Upload row, List<UploadTable.Kept> kept) {
    LineageKey lineage = contents.open(row.place(), row.lineage());
    return new UnfinishedUpload(row, lineage, kept, table, uploads);
  }

  /// All or none: what is stored is the beginning of the file. With a gap in it, what is sent again could be cut off where it was before, and nobody could tell
  /// from the packs alone which pieces belong together ([org.tidelock.engine.content.DirectoryRebuild]).
  private boolean areThere(List<UploadTable.Kept> kept) throws IOException {
    for (UploadTable.Kept k : kept) if (!isThere(k)) return false;
    return true;
  }

  private boolean isThere(UploadTable.Kept kept) throws IOException {
    PackTable.Pack pack = kept.pack();
    if (kept.named() || !pack.epoch().equals(identity.keys().current().id())) return false;
    OptionalLong length = stored.length(pack.id());
    return length.isPresent() && length.getAsLong() == pack.length();
  }

  /// The file was read to its end: what it uses of an interrupted upload becomes part of the commit.
  synchronized void finish(LocalPath place, FileContent content) {
    UnfinishedUpload upload = begun.get(place);
    if (upload != null) reused.addAll(upload.used(content));
  }

  /// The directory of the packs of interrupted uploads that the commit's files use.
  synchronized List<PackEntry> reused() {
    return List.copyOf(reused);
  }

  synchronized Collection<LocalPath> places() {
    return Set.copyOf(begun.keySet());
  }
}
