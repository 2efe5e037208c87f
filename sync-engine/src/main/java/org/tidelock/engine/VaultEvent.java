package org.tidelock.engine;

/// What a listener hears. Delivered one after the other on an engine thread; a listener must return quickly.
public sealed interface VaultEvent {
  record StatusChanged(Status status) implements VaultEvent {}

  record Happened(Activity activity) implements VaultEvent {}
}
