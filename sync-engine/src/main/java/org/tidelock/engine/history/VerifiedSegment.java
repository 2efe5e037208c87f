package org.tidelock.engine.history;

import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;

/// A segment whose author, place and content are established. Only [UnverifiedSegment#verify] makes one, and [Segments#seal] for one's own.
public final class VerifiedSegment {
  private final SegmentBody body;
  private final EpochId epoch;
  private final Hash256 hash;

  VerifiedSegment(SegmentBody body, EpochId epoch, Hash256 hash) {
    this.body = body;
    this.epoch = epoch;
    this.hash = hash;
  }

  public SegmentBody body() {
    return body;
  }

  public Commit commit() {
    return body.commit();
  }

  public EpochId epoch() {
    return epoch;
  }

  /// SHA-256 of the object as it is stored: what the next segment of the writer names as its previous one.
  public Hash256 hash() {
    return hash;
  }
}
