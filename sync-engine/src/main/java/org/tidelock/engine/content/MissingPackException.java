package org.tidelock.engine.content;

import java.util.List;
import org.tidelock.engine.history.PackId;

/// The storage has no such pack, or no signed segment names it. Any device that still has the file can send it again.
public final class MissingPackException extends PackException {
  private static final long serialVersionUID = 1L;

  public MissingPackException(PackId pack) {
    super("pack " + pack + " is missing from the storage", List.of(pack), null);
  }

  /// No verified segment says where a chunk lies.
  MissingPackException() {
    super("no known pack holds a chunk", List.of(), null);
  }
}
