package org.tidelock.crypto;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/// A device as the verified members list it.
///
/// @param added the wall clock of whoever added it: shown, never used to decide
/// @param epoch the newest epoch it was given when it was added
/// @param removal present once any entry has removed it: removal wins over everything concurrent
public record DeviceEntry(
    String name, DevicePublic keys, Instant added, EpochId epoch, Optional<Removal> removal) {
  public DeviceId id() {
    return keys.id();
  }

  public boolean active() {
    return removal.isEmpty();
  }

  /// @param cuts per writer the last segment that counts; of a writer that is not listed, nothing counts
  public record Removal(Instant at, SortedMap<WriterId, Cut> cuts) {}
}
