package org.tidelock.engine.record;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.content.PackSink;
import org.tidelock.engine.content.SealedPack;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackEntry.Stored;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.UploadTable;

/// One large file on its way: what an earlier upload of it has stored, and the note in the index of what this one does. Thread-safe.
final class UnfinishedUpload {
  private final UploadTable.Upload row;
  private final LineageKey lineage;
  private final Map<ChunkId, Stored> earlier = new HashMap<>();
  private final List<PackTable.Pack> packs = new ArrayList<>();
  private final UploadTable table;
  private final PackUploads uploads;

  /// @param kept what the storage has of it
  UnfinishedUpload(
      UploadTable.Upload row,
      LineageKey lineage,
      List<UploadTable.Kept> kept,
      UploadTable table,
      PackUploads uploads) {
    this.row = row;
    this.lineage = lineage;
    for (UploadTable.Kept k : kept) {
      packs.add(k.pack());
      k.ended().forEach(chunk -> earlier.put(chunk.chunk(), chunk));
    }
    this.table = table;
    this.uploads = uploads;
  }

  UploadTable.Upload row() {
    return row;
  }

  LineageKey lineage() {
    return lineage;
  }

  /// Whether an earlier upload has stored this chunk.
  boolean has(ChunkId chunk) {
    return earlier.containsKey(chunk);
  }

  /// The earlier packs in which chunks of this content lie, with these chunks.
  List<PackEntry> used(FileContent content) {
    Map<PackId, List<Stored>> begun = new HashMap<>();
    Set<PackId> needed = new HashSet<>();
    for (ChunkId id : new LinkedHashSet<>(content.chunks().stream().map(ChunkRef::id).toList())) {
      Stored chunk = earlier.get(id);
      if (chunk == null) continue;
      for (Extent extent : chunk.extents()) needed.add(extent.pack());
      begun.computeIfAbsent(chunk.extents().getFirst().pack(), _ -> new ArrayList<>()).add(chunk);
    }
    return packs.stream()
        .filter(p -> needed.contains(p.id()))
        .map(p -> entry(p, begun.getOrDefault(p.id(), List.of())))
        .toList();
  }

  private static PackEntry entry(PackTable.Pack pack, List<Stored> begun) {
    return new PackEntry(pack.id(), pack.length(), pack.sha256(), pack.epoch(), begun);
  }

  /// Takes the packs that one pass over the file fills alone.
  PackSink run() {
    return new Run();
  }

  /// A chunk may begin in one pack and end in another. So a pack is noted when the storage has it and all before it: what ends there is stored whole.
  private final class Run implements PackSink {
    private final ArrayDeque<Sent> underWay = new ArrayDeque<>();

    private static final class Sent {
      final UploadTable.Confirmed pack;
      boolean stored;

      Sent(UploadTable.Confirmed pack) {
        this.pack = pack;
      }
    }

    @Override
    public void accept(SealedPack pack) throws IOException {
      Sent sent = new Sent(new UploadTable.Confirmed(pack.id(), pack.ended()));
      synchronized (this) {
        underWay.add(sent);
      }
      uploads.accept(pack, () -> stored(sent));
    }

    private synchronized void stored(Sent sent) {
      sent.stored = true;
      List<UploadTable.Confirmed> whole = new ArrayList<>();
      for (Sent next = underWay.peek(); next != null && next.stored; next = underWay.peek())
        whole.add(underWay.remove().pack);
      if (!whole.isEmpty()) table.confirm(row, whole);
    }
  }
}
