package org.tidelock.engine;

import java.util.List;
import java.util.Optional;

/// What a second copy of a vault's objects has, after it was brought up to date as far as that was possible.
///
/// @param objects that belong into it, of `bytes` in all as far as their lengths are known
/// @param copied how many were written there now, of `copiedBytes` in all
/// @param missing how many of them it still lacks
/// @param findings what is wrong in one of the two storages: what was not copied, what the copy has otherwise, and what it has that the main storage hides (ROLLBACK) or
///     contradicts (FORK)
public record MirrorReport(
    Mirror mirror,
    long objects,
    long bytes,
    long copied,
    long copiedBytes,
    long missing,
    List<VerifyReport.Finding> findings) {
  public MirrorReport {
    findings = List.copyOf(findings);
  }

  /// Whether the vault can be had from the copy alone, as far as it is stored.
  public boolean isComplete() {
    return missing == 0;
  }

  /// The most serious finding's code, if there are any.
  public Optional<ErrorCode> worst() {
    return findings.stream().map(VerifyReport.Finding::code).min(ErrorCode::compareTo);
  }
}
