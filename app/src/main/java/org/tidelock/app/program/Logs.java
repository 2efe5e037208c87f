package org.tidelock.app.program;

import java.nio.file.Path;

/// Where this process writes its log: `logs/tidelock.log` of the profile. Set before anything logs; the first logger reads it ([LogSetup]).
public final class Logs {
  static final String FILE = "tidelock.log.file";
  static final String LEVEL = "tidelock.log.level";

  private Logs() {}

  /// The first profile a process opens is the one it logs to.
  public static void to(Path home, boolean verbose) {
    if (System.getProperty(FILE) == null) {
      System.setProperty(FILE, home.resolve("logs").resolve("tidelock.log").toString());
      System.setProperty(LEVEL, verbose ? "DEBUG" : "INFO");
    }
  }
}
