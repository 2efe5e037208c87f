package org.tidelock.crypto;

/// What can go wrong with keys and sealed objects. Every kind has the stable code that the command line exits with; the message is for a person
/// and never holds a secret. Nothing was written and nothing read was believed when one of these is thrown.
public abstract sealed class CryptoException extends Exception
    permits IntegrityException,
        RollbackException,
        ForkException,
        MissingException,
        UnsupportedException,
        LimitException,
        AuthException,
        IdentityException {
  private static final long serialVersionUID = 1;
  private final int code;

  CryptoException(int code, String message) {
    super(message);
    this.code = code;
  }

  /// 20 to 27, as in docs/vault-format.md.
  public int code() {
    return code;
  }
}
