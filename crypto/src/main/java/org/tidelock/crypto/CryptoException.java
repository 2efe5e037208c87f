package org.tidelock.crypto;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private @Nullable String object;

  CryptoException(int code, String message) {
    super(message);
    this.code = code;
  }

  /// 20 to 27, as in docs/vault-format.md.
  public int code() {
    return code;
  }

  /// The name of the stored object that is at fault, if one is known to be. The message names it only where it says more about it.
  public Optional<String> object() {
    return Optional.ofNullable(object);
  }

  /// Names the object at fault, unless something below has done so.
  final CryptoException about(String name) {
    if (object == null) object = name;
    return this;
  }
}
