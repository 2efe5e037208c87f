package org.tidelock.engine.merge;

/// A verified commit speaks of nodes or versions that its author cannot have known. Nothing of it was applied.
public final class MalformedCommitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedCommitException(String what) {
    super(what);
  }
}
