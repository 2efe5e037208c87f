package org.tidelock.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Several things that are brought back together.
public record Restoration(What what, Target target) {
  /// What is brought back.
  public sealed interface What {
    /// As it was at a time.
    ///
    /// @param paths files, or folders with all in them; what lies in another one of them is brought back with that
    record Then(List<String> paths, Instant at) implements What {
      public Then {
        paths = List.copyOf(paths);
      }
    }

    /// What was deleted: files, and folders with what they held when they were deleted. What went from a folder before that comes only if it is chosen
    /// itself; so does each of several things that had one name, the one deleted last with that name and the others beside it.
    ///
    /// @param ids [FileEntry.Deletion#id] of each
    record Deleted(List<String> ids) implements What {
      public Deleted {
        ids = List.copyOf(ids);
      }
    }
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
