package org.tidelock.app.diagnostics;

import java.util.Locale;

/// What a report is made of, in its order. Each may be left out.
public enum Part {
  SYSTEM,
  SETTINGS,
  STATUS,
  INDEX,
  LOG;

  /// As it is called in the report, and typed.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
