package org.tidelock.engine;

import java.nio.file.Path;

/// A folder at the top of the vault that lies elsewhere on this computer than in the vault's folder.
///
/// @param name as the vault calls it
/// @param place absolute
/// @param state as it was found last
public record PlacedFolder(String name, Path place, State state) {
  /// In all but `SYNCED` it waits: nothing in it is recorded or changed, and everything else is synced.
  public enum State {
    SYNCED,
    GONE,
    /// Its marker is gone, so that it may be another folder.
    UNMARKED,
    /// Its marker is that of another vault.
    OTHER_VAULT,
    /// All that was synced in it is gone.
    EMPTIED,
    /// It is on another drive than the vault's folder.
    OTHER_DRIVE
  }
}
