package org.tidelock.engine;

import java.time.Instant;
import java.util.List;

/// Something that was changed, or made, on two devices and that nobody has settled yet: all versions are there, side by side.
///
/// @param path of the one that kept the name
/// @param sides that one first, then its conflict copies
public record OpenConflict(String path, List<Side> sides) {
  public OpenConflict {
    sides = List.copyOf(sides);
  }

  /// @param path where it is
  /// @param device that made it
  /// @param made when, by that device's clock
  /// @param size in bytes
  public record Side(String path, String device, boolean thisDevice, Instant made, long size) {}

  /// What becomes of the sides.
  public enum Keep {
    /// All of them stay, as files of their own with the names they have.
    BOTH,
    /// The named one gets the name; the others stay in the history.
    THIS,
    /// Of two, the one that is not named gets it.
    OTHER
  }
}
