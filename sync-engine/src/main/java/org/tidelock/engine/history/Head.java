package org.tidelock.engine.history;

import java.util.List;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;

/// The hint that a writer's newest segment is `seq` with object hash `segment`. The chain, not the head, is the truth.
public record Head(
    WriterId writer, long seq, Hash256 segment, List<Hash256> tips, VersionVector seen) {
  public Head {
    tips = List.copyOf(tips);
  }
}
