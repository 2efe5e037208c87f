package org.tidelock.app.diagnostics;

import java.util.Optional;
import org.tidelock.engine.Diagnostics;

/// What a vault of some size would tell of itself.
public final class SampleNumbers {
  private SampleNumbers() {}

  public static Diagnostics of(String storage) {
    return new Diagnostics(
        new Diagnostics.Index(9, 208_896, 1_204, 17, 1_310, 1_502, 2, 88, 12, 150_000_000, 1_911),
        new Diagnostics.Queue(0, 0, 0, 0, 0, 0, 0),
        new Diagnostics.Storage(
            Diagnostics.Provider.of(storage),
            16 << 20,
            16 << 20,
            41,
            Optional.of(new Diagnostics.Habits(true, false))),
        Diagnostics.Rounds.NONE);
  }
}
