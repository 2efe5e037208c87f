package org.tidelock.engine.content;

import java.io.IOException;

/// Takes finished packs, for instance by starting their uploads. Whoever takes a pack closes it when its bytes are no longer needed;
/// when all buffers are out, writing waits.
@FunctionalInterface
public interface PackSink {
  void accept(SealedPack pack) throws IOException;
}
