package org.tidelock.engine.content;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.PackId;

/// Chunks cannot be had because of what the storage did to packs. Nothing of them was handed out (I2, I8).
public abstract sealed class PackException extends IOException
    permits DamagedPackException, MissingPackException {
  private static final long serialVersionUID = 1L;
  private final transient List<PackId> packs;

  PackException(String message, List<PackId> packs, @Nullable Throwable cause) {
    super(message, cause);
    this.packs = List.copyOf(packs);
  }

  /// The packs that are at fault, or among which the one at fault is.
  public List<PackId> packs() {
    return packs;
  }
}
