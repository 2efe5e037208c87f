package org.tidelock.engine.history;

import java.util.List;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;

/// What a signed segment says of a pack: its exact length in bytes, its SHA-256, and the chunks that begin in it.
public record PackEntry(
    PackId id, long length, Hash256 sha256, EpochId epoch, List<Stored> chunks) {
  public PackEntry {
    chunks = List.copyOf(chunks);
  }

  /// A sealed chunk: `extents` in order make up its sealed bytes, the first one lies in the pack of this entry.
  public record Stored(ChunkId chunk, List<Extent> extents) {
    public Stored {
      extents = List.copyOf(extents);
    }
  }

  /// `length` bytes at `offset` of a pack.
  public record Extent(PackId pack, int offset, int length) {}
}
