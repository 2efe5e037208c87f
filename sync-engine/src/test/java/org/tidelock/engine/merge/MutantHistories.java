package org.tidelock.engine.merge;

import java.util.concurrent.Callable;
import org.tidelock.engine.index.IndexMergers;
import org.tidelock.engine.sim.MutantRules;

/// Looks for a history in which an engine without one of its rules merges in another way than the [ReferenceMerge]; runs in the classes of that engine.
public final class MutantHistories implements Callable<String> {
  private final long first;
  private final int most;

  public MutantHistories(long first, int most) {
    this.first = first;
    this.most = most;
  }

  /// @return which one, or nothing
  @Override
  public String call() {
    MutantRules.on = true;
    try (IndexMergers indexes = new IndexMergers()) {
      for (int i = 0; i < most; i++) {
        try {
          new History(first + i, false, indexes::of).run();
        } catch (RuntimeException | AssertionError e) {
          return "breaks history " + (i + 1) + ": " + e.getMessage();
        }
      }
      return "";
    } finally {
      MutantRules.on = false;
    }
  }
}
