package org.tidelock.engine.content;

import org.jspecify.annotations.Nullable;

/// A sealed chunk does not open, or is not what its reference says.
final class DamagedChunkException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedChunkException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
