package org.tidelock.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Work under way. Counts are of files and plaintext bytes; `files` of `totalFiles` are done. While the history is read ([Phase#LEARNING]) they are of its records instead, of which there
/// may turn out to be more.
///
/// @param remaining only after ten seconds of steady speed
public record Progress(
    Phase phase,
    long files,
    long totalFiles,
    long bytes,
    long totalBytes,
    double sendBytesPerSecond,
    double receiveBytesPerSecond,
    Optional<Duration> remaining,
    List<Transfer> transfers) {
  public Progress {
    transfers = List.copyOf(transfers);
  }

  /// What is being done.
  public enum Phase {
    LEARNING,
    LOOKING,
    SENDING,
    RECEIVING,
    VERIFYING
  }

  /// One file on its way. `done` of `total` plaintext bytes.
  public record Transfer(String path, Direction direction, long done, long total) {}

  /// Seen from this device.
  public enum Direction {
    SENDING,
    RECEIVING
  }
}
