package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;

/// The second copy of a vault's sealed objects that this device keeps, on another storage than the vault's own.
///
/// @param storage its address, without secrets
/// @param since when it was set up on this device
/// @param complete when this device saw last that it has everything
/// @param behind since when this device knows that it lacks something
public record Mirror(
    String storage, Instant since, Optional<Instant> complete, Optional<Instant> behind) {}
