package org.tidelock.engine.storage;

import java.nio.file.Path;
import java.util.Optional;

/// Where a storage is, as people write it: `file:///path/to/folder`, or an address on a server. Never with a password in it.
public sealed interface StorageUrl permits FolderUrl, ServerUrl {
  /// @throws IllegalArgumentException with a sentence for the person, which does not repeat what was written
  static StorageUrl parse(String text) {
    if (FolderUrl.isOne(text)) return FolderUrl.parse(text);
    return ServerUrl.parse(text);
  }

  /// The folder that it is, if it is one.
  default Optional<Path> asFolder() {
    return this instanceof FolderUrl url ? Optional.of(url.folder()) : Optional.empty();
  }
}
