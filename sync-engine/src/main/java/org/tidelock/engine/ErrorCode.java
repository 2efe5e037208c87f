package org.tidelock.engine;

/// What kind of trouble stopped something; each kind has one exit code of the command line (docs/user-guide).
public enum ErrorCode {
  UNEXPECTED(1),
  USAGE(2),
  NOT_SET_UP(3),
  LOCKED(3),
  ALREADY_RUNNING(3),
  NEEDS_YOU(4),
  STORAGE(5),
  LOCAL(6),
  INTEGRITY(20),
  ROLLBACK(21),
  FORK(22),
  MISSING(23),
  UNSUPPORTED(24),
  LIMIT(25),
  AUTH(26),
  IDENTITY(27);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
