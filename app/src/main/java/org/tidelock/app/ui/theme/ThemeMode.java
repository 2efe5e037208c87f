package org.tidelock.app.ui.theme;

import java.util.Locale;

/// What the person chose.
public enum ThemeMode {
  SYSTEM,
  LIGHT,
  DARK;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// An unknown name means [#SYSTEM], so that a settings file of a newer version does no harm.
  public static ThemeMode named(String id) {
    for (var mode : values()) {
      if (mode.id().equals(id)) {
        return mode;
      }
    }
    return SYSTEM;
  }
}
