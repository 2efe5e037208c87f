package org.tidelock.app.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How much room there is on a drive.
public final class Room {
  private Room() {}

  /// Bytes, where the nearest directory is that exists; empty if the system does not tell. Asks the disk.
  public static Optional<Long> free(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        try {
          return Optional.of(Files.getFileStore(at).getUsableSpace());
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
