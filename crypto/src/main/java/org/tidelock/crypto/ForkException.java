package org.tidelock.crypto;

/// The storage holds two signed histories that exclude each other.
public final class ForkException extends CryptoException {
  private static final long serialVersionUID = 1;

  /// Code 22.
  /// @param message for a person; holds no secret
  public ForkException(String message) {
    super(22, message);
  }
}
