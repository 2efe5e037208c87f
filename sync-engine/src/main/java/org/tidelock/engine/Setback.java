package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// How far the storage is behind what this device has seen of the vault's history.
///
/// @param changes how many files, links and folders were changed by what the storage lacks; empty if not all of that is here yet
/// @param offered when the newest change was made that the storage still has; empty if it has none
/// @param seen when the newest one was made that it lacks
public record Setback(OptionalLong changes, Optional<Instant> offered, Instant seen) {}
