package org.tidelock.engine.history;

import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Hash256;

/// What a segment says: its commit, and its place in the chain of its writer and among the members.
///
/// @param previous SHA-256 of the writer's previous segment object; all zero in segment 0
/// @param tips the members tips that the author knew, ascending
/// @param certificate in segment 0 and only there
public record SegmentBody(
    Commit commit, Hash256 previous, List<Hash256> tips, Optional<WriterCertificate> certificate) {
  public static final Hash256 NO_PREVIOUS = new Hash256(0, 0, 0, 0);

  public SegmentBody {
    tips = List.copyOf(tips);
    if (certificate.isPresent() != (commit.seq() == 0))
      throw new IllegalArgumentException("a certificate stands in segment 0 and only there");
    if (previous.equals(NO_PREVIOUS) != (commit.seq() == 0))
      throw new IllegalArgumentException("segment 0 and only it has no previous one");
  }
}
