package org.tidelock.app.program;

import java.nio.file.Path;

/// Where this process writes its log: `logs/tidelock.log` of the profile. Set before anything logs; the first logger reads it ([LogSetup]).
public final class Logs {
  static final String FILE = "tidelock.log.file";
  static final String LEVEL = "tidelock.log.level";

  private Logs() {}

  /// The log of a profile.
  public static Path of(Path home) {
    return home.resolve("logs").resolve("tidelock.log");
  }

  /// The first profile a process opens is the one it logs to.
  public static void to(Path home, boolean verbose) {
    if (System.getProperty(FILE) == null) {
      System.setProperty(FILE, of(home).toString());
      System.setProperty(LEVEL, verbose ? "DEBUG" : "INFO");
    }
  }
}
