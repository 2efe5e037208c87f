package org.tidelock.engine;

/// What a listener hears. Delivered one after the other, on whichever thread has done the work; a listener must return quickly, and must not wait
/// for this vault.
public sealed interface VaultEvent {
  /// How things are now; never told after a newer one.
  record StatusChanged(Status status) implements VaultEvent {}

  /// Told once, in the order in which it happened.
  record Happened(Activity activity) implements VaultEvent {}
}
