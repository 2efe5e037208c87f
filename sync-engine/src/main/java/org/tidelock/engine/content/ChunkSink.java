package org.tidelock.engine.content;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes verified plaintext. Called from several threads at once and in any order; the buffer is the sink's only during the call.
@FunctionalInterface
public interface ChunkSink {
  void accept(ChunkTarget target, ByteBuffer plain) throws IOException;
}
