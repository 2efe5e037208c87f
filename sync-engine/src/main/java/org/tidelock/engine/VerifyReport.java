package org.tidelock.engine;

import java.util.List;

/// The result of checking the vault's objects against the signed history. `findings` is empty when all is well.
public record VerifyReport(boolean deep, long objects, long bytes, List<Finding> findings) {
  public VerifyReport {
    findings = List.copyOf(findings);
  }

  /// An object that is damaged or missing, and the files of which it holds a part (at most a hundred).
  public record Finding(ErrorCode code, String object, String message, List<String> affected) {}
}
