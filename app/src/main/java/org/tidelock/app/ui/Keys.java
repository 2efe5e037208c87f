package org.tidelock.app.ui;

import javafx.scene.input.KeyEvent;

/// Which keys are meant for the window rather than for a text.
final class Keys {
  private Keys() {}

  /// The system's shortcut key, alone or with Shift. With Alt it is AltGr on Windows: on a German keyboard AltGr+Q writes "@", and must
  /// not quit.
  static boolean shortcut(KeyEvent event) {
    return event.isShortcutDown() && !event.isAltDown();
  }
}
