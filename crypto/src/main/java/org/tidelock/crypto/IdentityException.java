package org.tidelock.crypto;

/// This is not the vault that is pinned here, or its root keys are not the ones it was made with.
public final class IdentityException extends CryptoException {
  private static final long serialVersionUID = 1;

  /// Code 27.
  /// @param message for a person; holds no secret
  public IdentityException(String message) {
    super(27, message);
  }
}
