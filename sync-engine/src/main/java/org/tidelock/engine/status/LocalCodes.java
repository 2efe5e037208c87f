package org.tidelock.engine.status;

import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;

/// The codes of trouble with this computer's disk.
final class LocalCodes {
  private LocalCodes() {}

  static String of(TidelockException e) {
    return switch (e.happened().phrase()) {
      case Happened.DISK_FULL -> "LOC-02";
      case Happened.IN_USE -> "LOC-03";
      case Happened.PATH_TOO_LONG -> "LOC-07";
      default -> "LOC-13";
    };
  }
}
