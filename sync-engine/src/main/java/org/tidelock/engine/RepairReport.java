package org.tidelock.engine;

import java.util.List;

/// What a repair has done, and what it could not do.
///
/// @param objects how many objects of the vault were put back as they were
/// @param files how many files of this computer were sent again
/// @param lost vault paths of files whose present version is damaged still, as this device does not have them: at most a hundred. Another one may
/// @param left what a check finds now: what only earlier versions need stays damaged
public record RepairReport(long objects, long files, List<String> lost, VerifyReport left) {
  public RepairReport {
    lost = List.copyOf(lost);
  }
}
