package org.tidelock.engine.storage.webdav;

import java.util.Optional;

/// What one server does, as it was tried out. Weaker habits cost more requests, never safety.
///
/// @param refusesExisting `If-None-Match: *` keeps what is there
/// @param showsParts an upload under way, or cut off, can be seen under its name
record Habits(boolean refusesExisting, boolean showsParts) {
  /// What has to be done where nothing was tried out: it works on every server.
  static final Habits WORST = new Habits(false, true);

  static Optional<Habits> parse(String text) {
    return switch (text) {
      case "refuses,whole" -> Optional.of(new Habits(true, false));
      case "refuses,parts" -> Optional.of(new Habits(true, true));
      case "overwrites,whole" -> Optional.of(new Habits(false, false));
      case "overwrites,parts" -> Optional.of(new Habits(false, true));
      default -> Optional.empty();
    };
  }

  String text() {
    return (refusesExisting ? "refuses" : "overwrites") + (showsParts ? ",parts" : ",whole");
  }
}
