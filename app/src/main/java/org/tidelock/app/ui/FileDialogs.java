package org.tidelock.app.ui;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The system's own dialogs and programs; apart, so that tests answer instead.
public interface FileDialogs {
  Optional<Path> chooseFolder(String title, Optional<Path> start);

  Optional<Path> saveFile(String title, String suggestedName);

  /// A file that is there.
  Optional<Path> openFile(String title);

  /// Shows a folder in the system's file manager.
  void open(Path folder);

  /// Shows a page in the system's browser.
  void open(URI page);
}
