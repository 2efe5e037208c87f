package org.tidelock.engine;

import java.util.List;

/// Selective sync: which part of the vault this device has in its folder. The choice is by what the paths name, and outlives renames.
///
/// @param paths vault paths of files or folders; none for [Mode#ALL], else at least one
public record VaultSelection(Mode mode, List<String> paths) {
  public static final VaultSelection ALL = new VaultSelection(Mode.ALL, List.of());

  public VaultSelection {
    paths = List.copyOf(paths);
  }

  /// What the paths mean.
  public enum Mode {
    /// The whole vault is here.
    ALL,
    /// Only what they name, and what this device puts beside it. What others put beside it is not brought.
    ONLY,
    /// All but what they name.
    EXCEPT
  }
}
