package org.tidelock.engine.content;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.PackId;

/// The storage returned something else than what was written: altered, cut off, grown, or another object.
public final class DamagedPackException extends PackException {
  private static final long serialVersionUID = 1L;

  public DamagedPackException(List<PackId> packs, String what, @Nullable Throwable cause) {
    super(
        (packs.size() == 1 ? "pack " : "one of the packs ")
            + String.join(", ", packs.stream().map(PackId::toString).toList())
            + ": "
            + what,
        packs,
        cause);
  }

  DamagedPackException(PackId pack, String what) {
    this(List.of(pack), what, null);
  }
}
