package org.tidelock.engine.content;

import java.util.List;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.PackEntry.Extent;

/// A chunk to be read: where its sealed bytes lie, what opens them, and every place where the plaintext goes.
public record WantedChunk(
    ChunkRef ref, List<Extent> extents, FileCipher cipher, List<ChunkTarget> targets) {
  public WantedChunk {
    extents = List.copyOf(extents);
    targets = List.copyOf(targets);
  }
}
