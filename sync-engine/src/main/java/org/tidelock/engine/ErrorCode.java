package org.tidelock.engine;

/// What kind of trouble stopped something; each kind has one exit code of the command line (docs/user-guide).
public enum ErrorCode {
  /// A mistake of the program, or interrupted.
  UNEXPECTED(1),
  /// Asked for something that cannot be.
  USAGE(2),
  /// There is no vault in the profile or the storage.
  NOT_SET_UP(3),
  /// The profile's device does not belong to the vault any more.
  REMOVED(3),
  /// A passphrase is needed.
  LOCKED(3),
  /// Another process has the profile.
  ALREADY_RUNNING(3),
  /// Done as far as it goes; the rest waits for a person.
  NEEDS_YOU(4),
  /// The storage cannot be reached, is full or refuses. May pass by itself.
  STORAGE(5),
  /// The folder, the profile or the disk of this computer.
  LOCAL(6),
  /// An object is not what its author wrote.
  INTEGRITY(20),
  /// The storage shows an older state than before.
  ROLLBACK(21),
  /// The storage shows different things under one name.
  FORK(22),
  /// An object that must be there is not.
  MISSING(23),
  /// Written by a later version.
  UNSUPPORTED(24),
  /// Larger or more than it may be.
  LIMIT(25),
  /// The passphrase or the recovery key is wrong. Says nothing of the storage.
  AUTH(26),
  /// Another vault than the one this device belongs to, or none any more.
  IDENTITY(27);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  /// 20 and above: the storage is not as it was written, or the secret is wrong.
  public int exitCode() {
    return exitCode;
  }
}
