package org.tidelock.engine.storage;

import java.net.URI;
import java.nio.file.Path;

/// Where a storage is, as people write it. This version knows `file:` only: a folder on this computer, on a NAS, or one that another program syncs.
public record StorageUrl(Path folder) {
  /// @throws IllegalArgumentException with a sentence for the person
  public static StorageUrl parse(String text) {
    if (!text.startsWith("file:"))
      throw new IllegalArgumentException(
          "This version keeps vaults in folders only; other storages come later: write the storage as file:///path/to/folder.");
    try {
      Path folder =
          text.startsWith("file:///") ? path(text) : Path.of(text.substring("file:".length()));
      if (!folder.isAbsolute()) throw new IllegalArgumentException("relative");
      return new StorageUrl(folder.normalize());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The storage address is not of the form file:///path/to/folder.", e);
    }
  }

  /// Spaces and percent signs that nobody encoded are taken as they are.
  private static Path path(String text) {
    try {
      return Path.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Path.of(text.substring("file://".length()));
    }
  }

  @Override
  public String toString() {
    return folder.toUri().toString();
  }
}
