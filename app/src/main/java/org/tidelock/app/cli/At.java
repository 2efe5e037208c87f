package org.tidelock.app.cli;

import java.time.Instant;
import java.util.Optional;
import org.tidelock.engine.TidelockException;

/// The `--at TIME` option.
final class At {
  private At() {}

  static Optional<Instant> of(Optional<String> typed, Context context) {
    return typed.flatMap(text -> Times.instant(text, context.clock()));
  }

  static void check(Optional<String> typed, Context context) throws TidelockException {
    if (typed.isPresent() && of(typed, context).isEmpty()) {
      throw Problems.usage(
          Words.shown(typed.get()) + " is no time.",
          "Say 2026-06-03, '2026-06-03 14:00', 2026-06-03T14:00:00Z, or 2h for two hours ago.");
    }
  }
}
