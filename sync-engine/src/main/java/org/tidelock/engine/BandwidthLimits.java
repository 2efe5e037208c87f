package org.tidelock.engine;

import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalLong;

/// How much of the line to storages on servers this device takes. Folders are no line.
///
/// @param send bytes a second, [#LEAST] or more; empty for as much as there is
/// @param receive the same in the other direction
/// @param hours of each day in which this holds; empty for all day
public record BandwidthLimits(OptionalLong send, OptionalLong receive, Optional<Hours> hours) {
  /// Bytes a second. With less, and several requests in turn, servers take each for one that stands still.
  public static final long LEAST = 50_000;

  public static final BandwidthLimits NONE =
      new BandwidthLimits(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

  /// @throws IllegalArgumentException if a limit is below [#LEAST]
  public BandwidthLimits {
    for (OptionalLong limit : new OptionalLong[] {send, receive})
      if (limit.orElse(LEAST) < LEAST)
        throw new IllegalArgumentException("below " + LEAST + " bytes a second: " + limit);
  }

  /// A part of each day, on this computer's clock; it may reach over midnight.
  ///
  /// @param to is not in it any more
  public record Hours(LocalTime from, LocalTime to) {
    /// @throws IllegalArgumentException if it is empty
    public Hours {
      if (from.equals(to)) throw new IllegalArgumentException("no time at all: " + from);
    }

    public boolean contains(LocalTime time) {
      boolean begun = !time.isBefore(from);
      boolean over = !time.isBefore(to);
      return from.isBefore(to) ? begun && !over : begun || !over;
    }
  }

  public boolean isNone() {
    return send.isEmpty() && receive.isEmpty();
  }
}
