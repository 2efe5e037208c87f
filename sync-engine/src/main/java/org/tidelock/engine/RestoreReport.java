package org.tidelock.engine;

import java.util.List;
import java.util.Optional;

/// What was brought back; `bytes` are of plaintext.
///
/// @param paths where the restored files are: at most a thousand of them, or only the folder that all of them are in
/// @param undo takes it back, on all devices; empty where nothing was recorded, as in a folder that is not synced
public record RestoreReport(
    long files, long bytes, List<String> paths, Optional<UndoRequest> undo) {
  public RestoreReport {
    paths = List.copyOf(paths);
  }

  public RestoreReport(long files, long bytes, List<String> paths) {
    this(files, bytes, paths, Optional.empty());
  }
}
