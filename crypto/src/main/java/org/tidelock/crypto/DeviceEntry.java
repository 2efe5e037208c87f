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
  /// The id that is in its keys.
  public DeviceId id() {
    return keys.id();
  }

  /// True unless it was removed.
  public boolean active() {
    return removal.isEmpty();
  }

  /// Whether a segment of this device counts: every one of a device that belongs to the vault; of a removed one those up to the cut of their writer.
  ///
  /// @param hash of the segment: where a writer is cut off, another segment under the same number does not count
  public boolean counts(WriterId writer, long seq, Hash256 hash) {
    if (removal.isEmpty()) return true;
    Cut cut = removal.get().cuts().get(writer);
    return cut != null && (seq < cut.seq() || (seq == cut.seq() && hash.equals(cut.hash())));
  }

  /// Whether any segment of this number counts.
  public boolean goesOn(WriterId writer, long seq) {
    if (removal.isEmpty()) return true;
    Cut cut = removal.get().cuts().get(writer);
    return cut != null && seq <= cut.seq();
  }

  /// That a device was removed, and up to where its work counts.
  ///
  /// @param at the wall clock of who removed it, the earliest if several did
  /// @param cuts per writer the last segment that counts; of a writer that is not listed, nothing counts
  public record Removal(Instant at, SortedMap<WriterId, Cut> cuts) {}
}
