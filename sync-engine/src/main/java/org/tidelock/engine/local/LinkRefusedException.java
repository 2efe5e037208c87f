package org.tidelock.engine.local;

import java.nio.file.FileSystemException;

/// A path leads through a symbolic link (or a junction), or what should be a folder is one.
public final class LinkRefusedException extends FileSystemException {
  private static final long serialVersionUID = 1;

  public LinkRefusedException(String path) {
    super(path, null, "links are not followed");
  }
}
