package org.tidelock.app.desktop;

import java.nio.file.Path;
import java.util.List;

/// The desktop app, found by [java.util.ServiceLoader] so that the command line never loads a class of it.
public interface Window {
  /// Opens the window and returns when the app has ended.
  ///
  /// @param home the profile
  /// @param arguments what else stood on the command line, such as `--hidden` (start in the background)
  /// @return the exit code
  int open(Path home, List<String> arguments);
}
