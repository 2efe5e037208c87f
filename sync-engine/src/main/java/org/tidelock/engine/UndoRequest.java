package org.tidelock.engine;

import java.time.Instant;

/// Whose changes are to be undone, and which.
public sealed interface UndoRequest {
  /// @param id [ChangeBatch#id]
  record Batch(String id) implements UndoRequest {}

  /// All that a device has changed from a time on, by its own clock.
  ///
  /// @param device [DeviceInfo#id]
  record Since(String device, Instant time) implements UndoRequest {}
}
