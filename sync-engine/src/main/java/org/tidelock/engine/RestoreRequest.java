package org.tidelock.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Brings back what `path` (a file, or a folder with all in it) was. Exactly one of `version` and `at` is given, or neither for the
/// newest version of something deleted. Without `to` it goes back to its place; the present version stays in the history.
public record RestoreRequest(
    String path, Optional<String> version, Optional<Instant> at, Optional<Path> to) {
  /// All that is not there, in its place.
  public static final RestoreRequest EVERYTHING =
      new RestoreRequest("", Optional.empty(), Optional.empty(), Optional.empty());
}
