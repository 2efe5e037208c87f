package org.tidelock.engine.content;

import java.util.ArrayList;
import java.util.List;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackEntry.Stored;

/// A sealed chunk on its way into packs: `placed` of its bytes already lie in `extents`. Dropped bytes are not kept longer than needed.
final class PendingChunk {
  private final ChunkId id;
  private final int total;
  private final List<Extent> extents = new ArrayList<>(1);
  private byte[] sealed;
  private int placed;

  PendingChunk(ChunkId id, byte[] sealed) {
    this.id = id;
    this.sealed = sealed;
    this.total = sealed.length;
  }

  ChunkId id() {
    return id;
  }

  int total() {
    return total;
  }

  int placed() {
    return placed;
  }

  int left() {
    return total - placed;
  }

  /// Copies the next bytes into a pack.
  void place(Extent extent, byte[] pack) {
    System.arraycopy(sealed, placed, pack, extent.offset(), extent.length());
    placed += extent.length();
    extents.add(extent);
    if (left() == 0) sealed = new byte[0];
  }

  Stored stored() {
    if (left() != 0) throw new IllegalStateException("a chunk is not yet written whole");
    return new Stored(id, extents);
  }
}
