package org.tidelock.engine.drill;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.Progress;

/// How far a drill is. Thread-safe.
final class Steps {
  private boolean isReading;
  private long files;
  private long totalFiles;
  private long bytes;
  private long totalBytes;

  synchronized void toRead(long count, long length) {
    isReading = true;
    files = 0;
    totalFiles = count;
    bytes = 0;
    totalBytes = length;
  }

  synchronized void read(long length) {
    files++;
    bytes += length;
  }

  synchronized Progress progress() {
    return new Progress(
        isReading ? Progress.Phase.VERIFYING : Progress.Phase.LOOKING,
        files,
        totalFiles,
        bytes,
        totalBytes,
        0,
        0,
        Optional.empty(),
        List.of());
  }
}
