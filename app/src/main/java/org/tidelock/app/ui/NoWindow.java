package org.tidelock.app.ui;

import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// Says in words why this computer shows no window. JavaFX has no types for it, so its messages are read.
final class NoWindow {
  private static final String UNCHANGED = "Nothing was changed.";

  private NoWindow() {}

  /// @param failure what the start of JavaFX, or of the window, has thrown
  static TidelockException because(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    if (said.contains("open DISPLAY")) {
      return new TidelockException(
          ErrorCode.LOCAL,
          "The window cannot be shown, as there is no display.",
          UNCHANGED,
          "Start it in a desktop session, or use the commands: tidelock help.",
          null,
          failure);
    }
    // Its part for GTK cannot be loaded where GTK, or a library of X beside it, is missing.
    if (said.contains("glass GTK library") || failure instanceof UnsatisfiedLinkError) {
      return new TidelockException(
          ErrorCode.LOCAL,
          "The window cannot be shown, as GTK 3 is missing.",
          UNCHANGED,
          "Install GTK 3, on Debian libgtk-3-0 and libxtst6, or use the commands: tidelock help.",
          null,
          failure);
    }
    return new TidelockException(
        ErrorCode.UNEXPECTED,
        "The window cannot be shown.",
        UNCHANGED,
        "The log in the profile directory has the details; the commands need no window: tidelock help.",
        null,
        failure);
  }
}
