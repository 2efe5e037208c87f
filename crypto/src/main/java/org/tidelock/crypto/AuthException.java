package org.tidelock.crypto;

/// No slot opens. A wrong passphrase, a damaged slot and a slot that the members no longer list are told apart by nothing, so that whoever
/// tampers with slots learns nothing from the answer (attack A03): the text is always the same.
public final class AuthException extends CryptoException {
  private static final long serialVersionUID = 1;
  static final String TEXT =
      "This passphrase or recovery key does not open the vault, or the stored key slot is damaged. "
          + "Nothing was changed. Check spelling and keyboard layout, or use the recovery key.";

  /// Code 26, with the one text.
  public AuthException() {
    super(26, TEXT);
  }
}
