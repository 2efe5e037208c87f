package org.tidelock.app.ui.wizard;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Storage URLs, and paths in them, as the command line takes them.
final class StorageUrls {
  private StorageUrls() {}

  /// `file:///dir`, without the slash at the end that [Path#toUri] adds to a directory that exists: one place, one name.
  static String ofFolder(Path folder) {
    var uri = folder.toAbsolutePath().normalize().toUri().toString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  /// Whether a file is named by its whole path.
  static boolean isAbsolute(String file) {
    try {
      return Path.of(file).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
