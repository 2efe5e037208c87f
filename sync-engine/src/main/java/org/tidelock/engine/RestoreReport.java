package org.tidelock.engine;

import java.util.List;
import java.util.Optional;

/// What was brought back; `bytes` are of plaintext.
///
/// @param folders so many were made, or stay though others have deleted them
/// @param paths where the restored files are: at most a thousand of them, or only the folder that all of them are in
/// @param notChosen so many files, links and empty folders are not to be on this device, as a person has chosen, and were left as the vault has them
/// @param undo takes it back, on all devices; empty where nothing was recorded, as in a folder that is not synced
/// @param end whether that is all
public record RestoreReport(
    long files,
    long bytes,
    long folders,
    List<String> paths,
    long notChosen,
    Optional<UndoRequest> undo,
    End end) {
  public RestoreReport {
    paths = List.copyOf(paths);
  }

  public RestoreReport(long files, long bytes, List<String> paths) {
    this(files, bytes, 0, paths, 0, Optional.empty(), new End.Whole());
  }

  public boolean isNothing() {
    return files == 0 && folders == 0;
  }

  /// How it ended.
  public sealed interface End {
    /// All that was wanted is there.
    record Whole() implements End {}

    /// It was interrupted, or the vault closed: the rest is not there.
    record Stopped() implements End {}

    /// Something of it could not be had, or not be written.
    record Failed(TidelockException why) implements End {}
  }

  public RestoreReport with(Optional<UndoRequest> request) {
    return new RestoreReport(files, bytes, folders, paths, notChosen, request, end);
  }
}
