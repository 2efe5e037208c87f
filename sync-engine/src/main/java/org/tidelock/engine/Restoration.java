package org.tidelock.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Several things that are brought back together.
///
/// @param paths files, or folders with all in them; what lies in another one of them is brought back with that
/// @param at as they were at this time; empty for the newest versions of what was deleted
public record Restoration(List<String> paths, Optional<Instant> at, Target target) {
  public Restoration {
    paths = List.copyOf(paths);
  }

  /// Where it goes.
  public sealed interface Target {
    /// To its place; what is there now stays in the history.
    record InPlace() implements Target {}

    /// Beside its place, under another name: `report (MARK).odt`.
    ///
    /// @param mark a part of a file name
    record Beside(String mark) implements Target {}

    /// Into a folder on this computer, where nothing is replaced.
    record Into(Path folder) implements Target {}
  }
}
