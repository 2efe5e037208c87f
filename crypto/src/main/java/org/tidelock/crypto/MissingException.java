package org.tidelock.crypto;

/// An object that verified objects refer to is absent. Never a reason to delete anything.
public final class MissingException extends CryptoException {
  private static final long serialVersionUID = 1;

  /// Code 23.
  /// @param message for a person; holds no secret
  public MissingException(String message) {
    super(23, message);
  }

  /// @param rest of the message, which begins with the object's name
  MissingException(String object, String rest) {
    this(object + rest);
    about(object);
  }
}
