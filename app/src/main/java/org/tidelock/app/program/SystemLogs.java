package org.tidelock.app.program;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Where the loggers of the platform end up (the window's, those of JavaFX and of the JDK): in the profile's log, under its rules ([LogLine]), instead of
/// on stderr, which belongs to the sentences for the person. Found by [java.util.ServiceLoader].
public final class SystemLogs extends System.LoggerFinder {
  /// JavaFX says so whenever it is on the class path, which is meant: the launcher's archive of classes is made for a class path.
  static final String MEANT = "Unsupported JavaFX configuration: classes were loaded from";

  @Override
  public Logger getLogger(String name, Module module) {
    return new ToTheLog(name);
  }

  /// Asks for the log only when there is something to write: the JDK has a logger at every exit, and setting up the log would cost each command time.
  private record ToTheLog(String name) implements Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      var least = name.startsWith("org.tidelock.") ? Level.INFO : Level.WARNING;
      return level != Level.OFF && level.getSeverity() >= least.getSeverity();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level) && !(message != null && message.startsWith(MEANT))) {
        LoggerFactory.getLogger(name)
            .atLevel(toSlf4j(level))
            .setCause(thrown)
            .log(message == null ? "" : message);
      }
    }

    /// Without the values, which may be names.
    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... values) {
      log(level, bundle, format, (Throwable) null);
    }

    private static org.slf4j.event.Level toSlf4j(Level level) {
      return switch (level) {
        case ERROR -> org.slf4j.event.Level.ERROR;
        case WARNING -> org.slf4j.event.Level.WARN;
        default -> org.slf4j.event.Level.INFO;
      };
    }
  }
}
