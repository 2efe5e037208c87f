package org.tidelock.crypto;

import java.time.Instant;

/// A key slot that counts, because a verified entry lists it.
///
/// @param hash SHA-256 of the slot object
/// @param added by the clock of who added it
public record SlotEntry(Id128 id, Hash256 hash, boolean recovery, Instant added) {
  /// Every slot object is this long.
  public static final int BYTES = Slot.BYTES;

  /// The object's name.
  public String name() {
    return ObjectNames.slot(id);
  }
}
