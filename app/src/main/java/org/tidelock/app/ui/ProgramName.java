package org.tidelock.app.ui;

import java.lang.System.Logger.Level;

/// By what a desktop under Linux knows whose windows these are: `StartupWMClass` of the desktop entry. JavaFX takes it from the `Application` class that it was
/// launched by, and calls windows without one "java"; it has no other public way to say it.
final class ProgramName {
  private static final System.Logger LOG = System.getLogger(ProgramName.class.getName());
  private static final String NAME = "tidelock";

  private ProgramName() {}

  /// Before the first window is made. Without it a dock shows another icon, nothing else.
  static void set() {
    try {
      Class<?> glass = Class.forName("com.sun.glass.ui.Application");
      Object application = glass.getMethod("GetApplication").invoke(null);
      glass.getMethod("setName", String.class).invoke(application, NAME);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, "the windows have no name", e);
    }
  }
}
