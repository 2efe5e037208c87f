package org.tidelock.engine;

import java.util.List;

/// What one round did; the fields are those of `sync --json`.
public record SyncReport(
    State state,
    Moved sent,
    Moved received,
    List<Conflict> conflicts,
    List<Held> held,
    List<Problem> problems) {
  public SyncReport {
    conflicts = List.copyOf(conflicts);
    held = List.copyOf(held);
    problems = List.copyOf(problems);
  }

  /// Files and plaintext bytes that moved, and requests to the storage that it took.
  public record Moved(long files, long bytes, long requests) {}

  public record Conflict(String path, String copy, String device) {}

  public record Held(String id, String kind, long count) {}

  public record Problem(String code, String path, String message) {}
}
