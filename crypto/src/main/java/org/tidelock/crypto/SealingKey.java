package org.tidelock.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.aead.subtle.XAesGcmAead;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/// One symmetric key that seals and opens: XAES-256-GCM (C2SP) by Google Tink, with a 192-bit random nonce in front and no Tink prefix. Any
/// number of messages may be sealed under one key. Thread-safe.
///
/// The primitive is built straight from the raw key, without a keyset: Tink's keysets never touch the format, and a vault has a key per file.
public final class SealingKey {
  /// Length of the raw key in bytes.
  public static final int BYTES = 32;

  /// What sealing adds: nonce 24 and tag 16.
  public static final int OVERHEAD = 40;

  private static final XAesGcmParameters PARAMETERS = parameters();
  private final Aead aead;

  private SealingKey(Aead aead) {
    this.aead = aead;
  }

  /// Copies 32 secret bytes.
  /// @throws IllegalArgumentException if there are not exactly 32
  @AccessesPartialKey
  @LowLevelCryptoCaller
  public static SealingKey of(byte[] secret) {
    Bytes.exactly(BYTES, secret, "a sealing key");
    try {
      SecretBytes key = SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get());
      return new SealingKey(XAesGcmAead.create(XAesGcmKey.create(PARAMETERS, key, null)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("XAES-256-GCM is not available", e);
    }
  }

  /// Nonce, ciphertext and tag. The associated data is bound, not stored.
  public byte[] seal(byte[] plaintext, byte[] associatedData) {
    try {
      return aead.encrypt(plaintext, associatedData);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    }
  }

  /// As [#seal(byte[], byte[])] for a part of an array.
  public byte[] seal(byte[] plaintext, int offset, int length, byte[] associatedData) {
    return seal(whole(plaintext, offset, length), associatedData);
  }

  /// The plaintext of what [#seal(byte[], byte[])] made.
  /// @throws IntegrityException unless exactly these bytes were sealed under this key with this associated data
  public byte[] open(byte[] sealed, byte[] associatedData) throws IntegrityException {
    try {
      return aead.decrypt(sealed, associatedData);
    } catch (GeneralSecurityException e) {
      throw new IntegrityException(
          "a sealed value does not open: it was altered, or belongs elsewhere");
    }
  }

  /// As [#open(byte[], byte[])] for a part of an array.
  /// @throws IntegrityException as there
  public byte[] open(byte[] sealed, int offset, int length, byte[] associatedData)
      throws IntegrityException {
    return open(whole(sealed, offset, length), associatedData);
  }

  private static byte[] whole(byte[] bytes, int offset, int length) {
    return offset == 0 && length == bytes.length
        ? bytes
        : Arrays.copyOfRange(bytes, offset, offset + length);
  }

  private static XAesGcmParameters parameters() {
    try {
      return XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, 12);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("XAES-256-GCM is not available", e);
    }
  }

  @Override
  public String toString() {
    return "SealingKey(secret)";
  }
}
