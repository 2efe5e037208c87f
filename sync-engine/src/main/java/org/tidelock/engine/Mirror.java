package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;

/// The second copy of a vault's sealed objects that this device keeps, on another storage than the vault's own.
///
/// @param storage its address, without secrets
/// @param since when it was set up on this device
/// @param complete when this device saw last that it has everything
/// @param behind since when this device knows that it lacks something
/// @param waiting what was stored since it had everything, as far as this device knows; empty if it never had
public record Mirror(
    String storage,
    Instant since,
    Optional<Instant> complete,
    Optional<Instant> behind,
    Optional<Waiting> waiting) {
  /// What is to be copied next.
  ///
  /// @param objects packs, segments of the log and entries of the members; keys and heads, which are small, go with them
  /// @param bytes of those
  public record Waiting(long objects, long bytes) {
    public static final Waiting NOTHING = new Waiting(0, 0);
  }
}
