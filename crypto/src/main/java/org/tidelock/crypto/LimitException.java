package org.tidelock.crypto;

/// A bound was hit before anything was allocated or computed.
public final class LimitException extends CryptoException {
  private static final long serialVersionUID = 1;

  public LimitException(String message) {
    super(25, message);
  }
}
