package org.tidelock.engine.sim;

/// The file systems that a story may be told on, by name.
enum Drive {
  LINUX(FileSystemMode.LINUX),
  MAC(FileSystemMode.MAC),
  OLD_MAC(FileSystemMode.OLD_MAC),
  WINDOWS(FileSystemMode.WINDOWS),
  STICK(FileSystemMode.STICK);

  private final FileSystemMode mode;

  Drive(FileSystemMode mode) {
    this.mode = mode;
  }

  FileSystemMode mode() {
    return mode;
  }
}
