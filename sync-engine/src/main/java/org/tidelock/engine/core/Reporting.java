package org.tidelock.engine.core;

import java.util.function.Supplier;
import org.tidelock.engine.Diagnostics;
import org.tidelock.engine.index.IndexSize;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.Guarantees;
import org.tidelock.engine.transfer.Remote;

/// What is told of a vault to whoever helps.
///
/// @param reading the index over a connection of its own
/// @param storage the address of the storage
record Reporting(Tables reading, Remote remote, Supplier<String> storage, Work work) {
  Diagnostics now() {
    IndexSize size = new IndexSize(reading.db());
    return reading
        .db()
        .transaction(
            () -> new Diagnostics(size.index(), size.queue(), storageNow(), work.rounds()));
  }

  private Diagnostics.Storage storageNow() {
    return new Diagnostics.Storage(
        Diagnostics.Provider.of(storage.get()),
        remote.sizes().largest(),
        remote.sizes().pack(),
        remote.requests(),
        remote.guarantees().map(Reporting::habits));
  }

  private static Diagnostics.Habits habits(Guarantees all) {
    return new Diagnostics.Habits(
        all.existing() == Guarantees.Existing.REFUSED,
        all.cut() == Guarantees.CutUpload.LEAVES_PART);
  }
}
