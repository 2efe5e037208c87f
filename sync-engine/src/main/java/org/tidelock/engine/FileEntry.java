package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;

/// One entry of the vault's tree. `path` is relative with `/` between names and none in front.
///
/// @param local how the entry stands on this device; of what is deleted only [Local#HELD] says something
/// @param deleted how it was deleted, in a listing of deleted entries
public record FileEntry(
    String path,
    Type type,
    long size,
    Instant modified,
    String device,
    Local local,
    Optional<Deletion> deleted) {
  /// @param id tells it from others at the same path
  /// @param when by the clock of the device that did it
  public record Deletion(String id, Instant when) {}

  /// What an entry is. A link is synced as one.
  public enum Type {
    FILE,
    FOLDER,
    LINK
  }

  /// How an entry stands on this device.
  public enum Local {
    /// Here, and confirmed by the storage.
    STORED,
    /// Here, not yet confirmed by the storage.
    WAITING,
    /// In the vault, not yet here.
    RECEIVING,
    /// In the vault, left out here by a rule or by selective sync.
    LEFT_OUT,
    /// It waits for an answer ([Hold]): in the vault and gone here, or deleted and still here, or rewritten on one side only.
    HELD,
    /// Here or in the vault, and something stands in the way; an issue says what.
    PROBLEM
  }

  /// The last part of the path.
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
