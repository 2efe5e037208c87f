package org.tidelock.app.ui;

import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tidelock.engine.Needs;

/// Skips the window's tests, with the reason, where no window can be shown; fails them there if nothing may be skipped.
final class WindowNeeded implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    boolean there =
        possible(
            System.getProperty("glass.platform", ""),
            System.getProperty("os.name", ""),
            System.getenv());
    Needs.that(there, "there is no display, and -Dglass.platform=Headless is not set");
  }

  /// JavaFX under X ends the whole process in its own way when there is no display, so this is asked before it is started.
  static boolean possible(String platform, String system, Map<String, String> environment) {
    return platform.equals("Headless")
        || !system.equals("Linux")
        || !environment.getOrDefault("DISPLAY", "").isEmpty();
  }
}
