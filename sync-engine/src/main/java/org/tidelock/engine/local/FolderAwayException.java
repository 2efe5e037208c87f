package org.tidelock.engine.local;

import java.nio.file.FileSystemException;

/// A folder that lies elsewhere is not there now, or is not surely the one.
final class FolderAwayException extends FileSystemException {
  private static final long serialVersionUID = 1;

  FolderAwayException(String path) {
    super(path, null, "this folder is away");
  }
}
