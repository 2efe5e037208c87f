package org.tidelock.engine.effects;

import java.time.Duration;

/// What a [Loop] does each time.
@FunctionalInterface
public interface Turn {
  /// To rest until woken.
  Duration UNTIL_WOKEN = Duration.ofDays(365_000);

  /// Interrupted when the loop is closed meanwhile. An exception ends the loop.
  ///
  /// @return how long to rest before the next turn, unless woken; not positive for none
  Duration take() throws InterruptedException;
}
