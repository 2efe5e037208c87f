package org.tidelock.engine.record;

/// Recording was ended early, as it was asked to. What is in the storage by then is in a commit, or is gone on with ([UnfinishedUpload]). An interruption,
/// but of this work alone and not of the thread that does it.
public final class StoppedException extends InterruptedException {
  private static final long serialVersionUID = 1;

  public StoppedException() {
    super("stopped");
  }
}
