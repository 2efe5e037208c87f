package org.tidelock.engine.trust;

import java.util.Optional;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.index.MetaTable;

/// The newest head of each writer that this device has seen and found sound. Where a segment's head never came, because its writer died in between, none is
/// missing; one that was seen and is not there any more, nor a newer one, is.
///
/// @param meta where it is kept
public record SeenHeads(MetaTable meta) {
  private static final String KEY = "head-checked:";

  /// The number of the segment that it tells of.
  public Optional<Long> newest(WriterId writer) {
    return meta.number(KEY + writer);
  }

  public void saw(WriterId writer, long seq) {
    meta.putNumber(KEY + writer, seq);
  }
}
