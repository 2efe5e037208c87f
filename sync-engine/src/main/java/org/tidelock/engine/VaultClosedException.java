package org.tidelock.engine;

/// The vault was closed, or is being closed: no call of it works any more. Whoever holds it lets it go.
public final class VaultClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public VaultClosedException() {
    super("The vault is closed.");
  }
}
