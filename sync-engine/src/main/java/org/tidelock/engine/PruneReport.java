package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;

/// What lies in the storage that nothing needs any more, and what the rest is needed for. Each pack counts once, for the first of these that it is needed for.
///
/// @param stored packs that the vault has
/// @param present hold something of a file that is there now
/// @param history hold something of an earlier version or a deleted file that is still kept
/// @param historyUntil when the first of those is kept no longer
/// @param unneeded nothing asks for them any more
public record PruneReport(
    Amount stored,
    Amount present,
    Amount history,
    Optional<Instant> historyUntil,
    Amount unneeded) {
  /// @param bytes as they lie in the storage
  public record Amount(long packs, long bytes) {
    public static final Amount NONE = new Amount(0, 0);

    public Amount and(long more) {
      return new Amount(packs + 1, bytes + more);
    }
  }
}
