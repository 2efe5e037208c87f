package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;

/// A device of the vault. `fingerprint` is six words over its public keys; `lastSeen` is the newest time its log tells.
///
/// @param removedAt by the clock of whoever removed it; empty for one that belongs to the vault
public record DeviceInfo(
    String id,
    String name,
    boolean thisDevice,
    Instant added,
    Optional<Instant> lastSeen,
    String fingerprint,
    Optional<Instant> removedAt) {
  /// Whether it was taken out of the vault.
  public boolean removed() {
    return removedAt.isPresent();
  }
}
