package org.tidelock.engine.guard;

import java.time.Duration;

/// When rewrites are so many, and so many of them scrambled, that something may be encrypting a person's files.
final class MassRewrite {
  /// What is rewritten within this time counts together.
  static final Duration WINDOW = MassRemoval.WINDOW;

  /// No file is looked into before so many were rewritten: on most days none is.
  static final int LOOKED_INTO_FROM = 10;

  private static final long FILES = 100;
  private static final long SCRAMBLED = 500;

  private MassRewrite() {}

  /// @param scrambled of the rewritten ones
  /// @param rewritten within the window
  /// @param all how many files there are
  static boolean is(long scrambled, long rewritten, long all) {
    boolean many = rewritten >= FILES && scrambled * 10 >= rewritten * 8;
    boolean most = scrambled >= LOOKED_INTO_FROM && scrambled * 2 >= all;
    return many || most || scrambled >= SCRAMBLED;
  }
}
