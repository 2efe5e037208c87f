package org.tidelock.engine;

import java.util.List;

/// What a round would do now. Paths, at most a thousand of each; the counts are complete.
public record SyncPreview(
    Part toSend,
    Part toReceive,
    Part toDeleteHere,
    Part toDeleteThere,
    Part differs,
    Part leftOut) {
  /// Files of one kind; `bytes` are of plaintext.
  public record Part(long files, long bytes, List<String> paths) {
    public Part {
      paths = List.copyOf(paths);
    }
  }
}
