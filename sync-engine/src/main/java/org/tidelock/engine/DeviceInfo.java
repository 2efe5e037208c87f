package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;

/// A device of the vault. `fingerprint` is six words over its public keys; `lastSeen` is the newest time its log tells.
public record DeviceInfo(
    String id,
    String name,
    boolean thisDevice,
    Instant added,
    Optional<Instant> lastSeen,
    String fingerprint,
    boolean removed) {}
