package org.tidelock.engine;

import java.time.Instant;
import java.util.List;
import org.tidelock.engine.phrase.Said;

/// What whoever runs the storage sees: the real listing, and what it can and cannot tell from it.
public record ProviderView(
    Instant listed,
    String storage,
    long objects,
    long bytes,
    List<StoredObject> listing,
    List<Said> canSee,
    List<Said> cannotSee) {
  public ProviderView {
    listing = List.copyOf(listing);
    canSee = List.copyOf(canSee);
    cannotSee = List.copyOf(cannotSee);
  }

  /// An object as the storage lists it; `size` in bytes, as stored.
  public record StoredObject(String name, long size, Instant modified) {}
}
