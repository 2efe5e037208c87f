package org.tidelock.engine;

import java.util.List;

/// What one ignore pattern more would leave out of what is synced here. It stays where it is, here and elsewhere.
///
/// @param bytes the size of the files
/// @param paths what it matches, with all that is in it if it is a folder; at most 1,000
public record IgnorePreview(long files, long bytes, List<String> paths) {
  public IgnorePreview {
    paths = List.copyOf(paths);
  }
}
