package org.tidelock.crypto;

/// An object is not what one of the vault's devices wrote: altered, truncated, or put where it does not belong.
public final class IntegrityException extends CryptoException {
  private static final long serialVersionUID = 1;

  /// Code 20.
  /// @param message for a person; holds no secret
  public IntegrityException(String message) {
    super(20, message);
  }
}
