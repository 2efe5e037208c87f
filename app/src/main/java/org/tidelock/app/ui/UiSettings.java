package org.tidelock.app.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.tidelock.app.ui.theme.ThemeMode;

/// What the window remembers between starts. A file that cannot be read or written costs only the memory, never the start.
public final class UiSettings {
  private final Path file;
  private final Properties values = new Properties();
  private final List<Runnable> listeners = new ArrayList<>();

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

  /// Whether the person wants to be told of it while nobody looks at the window.
  public boolean tells(NoticeKind kind) {
    return isOn("notify." + kind.id(), kind.onAtFirst());
  }

  public void tells(NoticeKind kind, boolean on) {
    put("notify." + kind.id(), on ? "on" : "off");
    listeners.forEach(Runnable::run);
  }

  /// Whether nothing outside of the window has a name in it: others may look at this screen.
  public boolean discreet() {
    return isOn("discreet", false);
  }

  public void discreet(boolean on) {
    put("discreet", on ? "on" : "off");
    listeners.forEach(Runnable::run);
  }

  /// Whether the vault was just set up, and its person wants to be told when its first sync is complete.
  public boolean awaitsFirstSync() {
    return isOn("notify.first-sync", false);
  }

  public void awaitsFirstSync(boolean on) {
    put("notify.first-sync", on ? "on" : "off");
  }

  /// @param listener runs when something was chosen that notifications or the tray have to do with
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private boolean isOn(String key, boolean atFirst) {
    var kept = values.getProperty(key, "");
    return atFirst ? !kept.equals("off") : kept.equals("on");
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
