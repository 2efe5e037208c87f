package org.tidelock.app.ui.files;

import java.util.Optional;
import org.tidelock.engine.FileEntry;

/// Which entry is chosen, whatever else becomes of it.
///
/// @param deletion tells several that were deleted at one path from each other
record Chosen(String path, Optional<String> deletion) {
  static Chosen of(FileEntry entry) {
    return new Chosen(entry.path(), entry.deleted().map(FileEntry.Deletion::id));
  }

  static Chosen at(String path) {
    return new Chosen(path, Optional.empty());
  }
}
