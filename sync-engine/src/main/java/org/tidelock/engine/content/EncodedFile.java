package org.tidelock.engine.content;

import java.util.List;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;

/// A file as it was read, and which of its chunks went to the pack writer because nothing had them.
public record EncodedFile(FileContent content, List<ChunkRef> fresh) {
  public EncodedFile {
    fresh = List.copyOf(fresh);
  }

  /// Plaintext bytes of the fresh chunks.
  public long freshBytes() {
    return fresh.stream().mapToLong(ChunkRef::length).sum();
  }
}
