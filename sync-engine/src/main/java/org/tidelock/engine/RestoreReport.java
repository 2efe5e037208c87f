package org.tidelock.engine;

import java.util.List;

/// What was brought back; `bytes` are of plaintext.
///
/// @param paths where the restored files are: at most a thousand of them, or only the folder that all of them are in
public record RestoreReport(long files, long bytes, List<String> paths) {
  public RestoreReport {
    paths = List.copyOf(paths);
  }
}
