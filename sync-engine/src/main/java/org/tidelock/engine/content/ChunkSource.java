package org.tidelock.engine.content;

import java.io.IOException;
import java.util.Optional;

/// Offers bytes that this device may already have, for instance in the old version of the file. They are believed only if they
/// have the chunk's id. Called from several threads at once.
@FunctionalInterface
public interface ChunkSource {
  ChunkSource NONE = wanted -> Optional.empty();

  /// Plaintext that may be this chunk, or empty.
  Optional<byte[]> find(WantedChunk wanted) throws IOException;
}
