package org.tidelock.engine.prune;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;

/// What lies in packs, as all directories of the log tell it: also what another directory tells to lie elsewhere, as nobody knows where another device looks for it.
final class Directories {
  private final Map<PackId, Contents> packs = new HashMap<>();

  private static final class Contents {
    /// In bytes; 0 as long as only pieces of chunks are known that begin elsewhere.
    private long length;

    private long[] chunks = new long[4];
    private int count;

    void add(long chunk) {
      if (count == chunks.length) chunks = Arrays.copyOf(chunks, count * 2);
      chunks[count++] = chunk;
    }
  }

  void add(Commit commit) {
    for (PackEntry entry : commit.packs()) {
      of(entry.id()).length = entry.length();
      for (PackEntry.Stored stored : entry.chunks())
        for (PackEntry.Extent extent : stored.extents())
          of(extent.pack()).add(beginning(stored.chunk()));
    }
  }

  private Contents of(PackId pack) {
    return packs.computeIfAbsent(pack, _ -> new Contents());
  }

  static long beginning(ChunkId chunk) {
    return ByteBuffer.wrap(chunk.bytes()).getLong();
  }

  /// @param until in milliseconds; [Long#MIN_VALUE] if nothing needs it
  record Pack(PackId id, long length, long until) {}

  /// Those that a directory describes, by id.
  List<Pack> packs(ChunkTimes times) {
    List<Pack> all = new ArrayList<>();
    packs.forEach(
        (id, contents) -> {
          long until = Long.MIN_VALUE;
          for (int i = 0; i < contents.count; i++)
            until = Math.max(until, times.of(contents.chunks[i]));
          if (contents.length > 0) all.add(new Pack(id, contents.length, until));
        });
    all.sort((a, b) -> a.id().compareTo(b.id()));
    return all;
  }
}
