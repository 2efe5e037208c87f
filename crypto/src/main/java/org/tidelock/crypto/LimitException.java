package org.tidelock.crypto;

/// A bound was hit before anything was allocated or computed.
public final class LimitException extends CryptoException {
  private static final long serialVersionUID = 1;

  /// Code 25.
  /// @param message for a person; holds no secret
  public LimitException(String message) {
    super(25, message);
  }
}
