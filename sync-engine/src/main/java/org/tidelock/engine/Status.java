package org.tidelock.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is true now (I9): `UP_TO_DATE` means that the storage has confirmed every local change and nothing waits here.
///
/// @param files files in the vault as this device shows it
/// @param bytes their total size
/// @param waiting local changes that the storage has not confirmed yet
/// @param waitingBytes bytes of those, which exist only on this device
/// @param lastCheck the last complete comparison with the storage
/// @param progress present while work is going on
public record Status(
    State state,
    long files,
    long bytes,
    long folders,
    long waiting,
    long waitingBytes,
    Optional<Instant> lastChange,
    Optional<Instant> lastCheck,
    Optional<Instant> pausedUntil,
    Optional<Progress> progress,
    List<Issue> issues) {
  public Status {
    issues = List.copyOf(issues);
  }
}
