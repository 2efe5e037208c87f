package org.tidelock.app.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.tidelock.app.ui.theme.ThemeMode;

/// What the window remembers between starts. A file that cannot be read or written costs only the memory, never the start.
public final class UiSettings {
  private final Path file;
  private final Properties values = new Properties();

  public UiSettings(Path home) {
    this.file = home.resolve("window.properties");
    if (Files.isRegularFile(file)) {
      try (var in = Files.newBufferedReader(file)) {
        values.load(in);
      } catch (IOException | IllegalArgumentException e) {
        values.clear();
      }
    }
  }

  public ThemeMode theme() {
    return ThemeMode.named(values.getProperty("theme", "system"));
  }

  public void theme(ThemeMode mode) {
    put("theme", mode.id());
  }

  /// Whether the person has answered what closing the window does.
  public boolean closeAnswered() {
    return values.containsKey("close");
  }

  public boolean closeQuits() {
    return values.getProperty("close", "hide").equals("quit");
  }

  public void closeQuits(boolean quits) {
    put("close", quits ? "quit" : "hide");
  }

  private void put(String key, String value) {
    values.setProperty(key, value);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (var out = Files.newBufferedWriter(file)) {
        values.store(out, null);
      }
    } catch (IOException e) {
      System.getLogger(UiSettings.class.getName())
          .log(System.Logger.Level.WARNING, "window settings not saved", e);
    }
  }
}
