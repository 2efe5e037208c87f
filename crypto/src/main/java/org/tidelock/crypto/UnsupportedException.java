package org.tidelock.crypto;

/// A format, suite or cost outside what this version accepts: too new, or dangerously weak.
public final class UnsupportedException extends CryptoException {
  private static final long serialVersionUID = 1;

  /// Code 24.
  /// @param message for a person; holds no secret
  public UnsupportedException(String message) {
    super(24, message);
  }
}
