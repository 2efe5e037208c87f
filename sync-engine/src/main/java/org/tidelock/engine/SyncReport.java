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

  /// What went each way.
  public record Traffic(Moved sent, Moved received) {
    public static final Traffic NONE = new Traffic(new Moved(0, 0, 0), new Moved(0, 0, 0));

    /// Whether a file went either way.
    public boolean hasFiles() {
      return sent.files() + received.files() > 0;
    }
  }

  /// Two versions of `path` were made without knowing of each other; the one of `device` is kept as `copy`.
  public record Conflict(String path, String copy, String device) {}

  /// Removals that wait for a person's answer: as in [Hold].
  public record Held(String id, Hold.Kind kind, long count) {}

  /// Something of the folder that could not be synced. `code` as in [Issue].
  public record Problem(String code, String path, String message) {}
}
