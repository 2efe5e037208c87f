package org.tidelock.engine;

import java.time.Instant;

/// Whose changes are to be undone, and which.
public sealed interface UndoRequest {
  /// @param id [ChangeBatch#id]
  record Batch(String id) implements UndoRequest {}

  /// All that a device has changed from a time on, by this device's clock: what had arrived here by then stays, and what arrived later goes, whatever the
  /// other device's clock says. That counts only for what came with the vault when this device joined, or its index was rebuilt.
  ///
  /// @param device [DeviceInfo#id]
  record Since(String device, Instant time) implements UndoRequest {}

  /// What one writer has recorded from one number to another: what a restore has brought, for example ([RestoreReport#undo]).
  ///
  /// @param writer its id
  /// @param from the first number
  /// @param to the number after the last
  record Recorded(String writer, long from, long to) implements UndoRequest {}

  /// Present versions of files that the storage has lost for all that this device knows ([Vault#verify]), and that it does not have itself: somebody gives
  /// them up. Each of these files is as it was in its newest earlier version that can still be read; one that has none is removed from the vault. What the
  /// storage turns out to have is left alone. A device that has such a file after all keeps it among what was deleted there, and sends it again
  /// before that if it checks the storage first.
  record Lost() implements UndoRequest {}
}
