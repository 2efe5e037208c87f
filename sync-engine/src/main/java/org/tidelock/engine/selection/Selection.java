package org.tidelock.engine.selection;

import java.util.function.Supplier;
import org.tidelock.engine.index.Tables;

/// The choice that is in force, over one connection to the index. As thread-safe as that is.
public final class Selection {
  private final Tables tables;
  private final Supplier<Chosen> chosen;

  /// @param chosen asked anew each time
  public Selection(Tables tables, Supplier<Chosen> chosen) {
    this.tables = tables;
    this.chosen = chosen;
  }

  /// What it means for the tree as it is now.
  public Extent now() {
    return of(chosen.get());
  }

  /// What another choice would mean.
  public Extent of(Chosen other) {
    return new Extent(tables, other);
  }
}
