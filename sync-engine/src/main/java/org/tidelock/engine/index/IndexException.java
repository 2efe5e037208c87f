package org.tidelock.engine.index;

/// The index could not be read or written: a full or failing disk, or a damaged database. The transaction was rolled back.
public final class IndexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IndexException(String message, Throwable cause) {
    super(message, cause);
  }
}
