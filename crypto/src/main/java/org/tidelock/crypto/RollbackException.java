package org.tidelock.crypto;

/// The storage shows a state older than one this device has already seen.
public final class RollbackException extends CryptoException {
  private static final long serialVersionUID = 1;

  /// Code 21.
  /// @param message for a person; holds no secret
  public RollbackException(String message) {
    super(21, message);
  }
}
