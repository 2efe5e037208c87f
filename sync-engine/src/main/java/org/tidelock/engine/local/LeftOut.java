package org.tidelock.engine.local;

/// Which places are left out of the sync by rule. What is left out is neither new nor changed nor gone.
@FunctionalInterface
public interface LeftOut {
  LeftOut NOTHING = (_, _) -> false;

  /// Asked from the top down: what is in a folder that is left out need not be asked.
  boolean test(LocalPath path, boolean folder);

  /// Also what another one leaves out.
  default LeftOut or(LeftOut other) {
    return (path, folder) -> test(path, folder) || other.test(path, folder);
  }
}
