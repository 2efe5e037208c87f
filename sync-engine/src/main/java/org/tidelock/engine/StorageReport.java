package org.tidelock.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;

/// What came out when a storage was tried out.
///
/// @param there what lies at the address now
/// @param findings one for each aspect that could be tried out, in the order of [Aspect]
/// @param speed empty if a vault may not lie there
/// @param room bytes that the storage says it has room for, if it says so
/// @param identity by what its server is known, as people compare it: the fingerprint of a key, for example
/// @param isClean whether nothing was left behind
public record StorageReport(
    Vaults.StorageState there,
    List<Finding> findings,
    OptionalLong room,
    Optional<Speed> speed,
    Optional<String> identity,
    boolean isClean) {
  public StorageReport {
    findings = List.copyOf(findings);
  }

  /// What a vault needs of a storage.
  public enum Aspect {
    CONTENT,
    RANGES,
    EXISTING,
    SAME_MOMENT,
    CUT_UPLOADS,
    LISTS,
    DELETING,
    SIZE
  }

  public enum Verdict {
    /// As it should be.
    GOOD,
    /// Weaker; Tidelock makes up for it.
    WEAK,
    /// A vault here would not be safe.
    BAD
  }

  public record Finding(Aspect aspect, Verdict verdict, Said said) {}

  /// Measured with few objects: an idea, not a benchmark.
  ///
  /// @param answer the time of a small question; the middle one of several
  /// @param sending bytes a second
  /// @param receiving bytes a second
  public record Speed(Duration answer, long sending, long receiving) {}

  /// Whether a vault may lie here.
  public boolean isUsable() {
    return refusal().isEmpty();
  }

  /// Why no vault may lie here, if none may.
  public Optional<TidelockException> refusal() {
    return refusal(findings);
  }

  /// STORAGE, with the first of what was found bad.
  public static Optional<TidelockException> refusal(List<Finding> findings) {
    return findings.stream()
        .filter(f -> f.verdict() == Verdict.BAD)
        .findFirst()
        .map(
            f ->
                new TidelockException(
                    ErrorCode.STORAGE,
                    Happened.STORAGE_UNFIT.of(f.said()),
                    Safe.NOTHING_CHANGED.of(),
                    Todo.OTHER_STORAGE.of()));
  }
}
