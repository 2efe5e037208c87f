package org.tidelock.engine.storage.sftp;

import java.io.IOException;

/// The server said no. Most of them have one code for nearly everything: who needs to know more looks.
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  static final int OK = 0;
  static final int END = 1;
  private static final int NO_SUCH_FILE = 2;
  private static final int PERMISSION_DENIED = 3;
  private static final int UNSUPPORTED = 8;
  // Of later versions; some servers use them in version 3 too.
  private static final int NO_SUCH_PATH = 10;
  private static final int EXISTS = 11;
  private static final int WRITE_PROTECT = 12;
  private static final int NO_SPACE = 14;
  private static final int QUOTA = 15;
  private static final int NOT_A_DIRECTORY = 19;

  private final int code;

  Refusal(int code) {
    super("the server refused with code " + code);
    this.code = code;
  }

  /// Nothing has this name, or what should be a folder on the way is none.
  boolean isAbsence() {
    return code == NO_SUCH_FILE || code == NO_SUCH_PATH || code == NOT_A_DIRECTORY;
  }

  boolean isExistence() {
    return code == EXISTS;
  }

  boolean isForbidden() {
    return code == PERMISSION_DENIED || code == WRITE_PROTECT;
  }

  boolean isFull() {
    return code == NO_SPACE || code == QUOTA;
  }

  boolean isUnsupported() {
    return code == UNSUPPORTED;
  }
}
