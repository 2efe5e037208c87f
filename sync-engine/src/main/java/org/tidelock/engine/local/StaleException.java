package org.tidelock.engine.local;

import java.io.IOException;

/// The disk is not as the plan took it to be: a place is occupied, or what was to be replaced, moved or removed has changed or gone, or a folder still
/// holds something. Nothing was lost or overwritten; the place is to be looked at again.
public final class StaleException extends IOException {
  private static final long serialVersionUID = 1;

  public StaleException(String message) {
    super(message);
  }

  public StaleException(String message, IOException cause) {
    super(message, cause);
  }
}
