package org.tidelock.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.signature.Ed25519Parameters;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.signature.subtle.Ed25519Signer;
import com.google.crypto.tink.signature.subtle.Ed25519Verifier;
import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/// Ed25519 (RFC 8032) by Tink, from and to raw keys.
@AccessesPartialKey // raw keys are the point: Tink keysets never touch the vault format
@LowLevelCryptoCaller
final class Ed25519 {
  static final int SEED = 32;
  static final int PUBLIC = 32;
  static final int SIGNATURE = 64;

  private Ed25519() {}

  static byte[] publicKey(byte[] seed) {
    try {
      return Ed25519Sign.KeyPair.newKeyPairFromSeed(seed).getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is not available", e);
    }
  }

  static byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
    try {
      SecretBytes secret = SecretBytes.copyFrom(seed, InsecureSecretKeyAccess.get());
      return Ed25519Signer.create(Ed25519PrivateKey.create(tinkKey(publicKey), secret))
          .sign(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE) return false;
    try {
      Ed25519Verifier.create(tinkKey(publicKey)).verify(signature, message);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false; // a point that does not decode is a signature that does not verify
    }
  }

  private static Ed25519PublicKey tinkKey(byte[] publicKey) throws GeneralSecurityException {
    return Ed25519PublicKey.create(
        Ed25519Parameters.Variant.NO_PREFIX, Bytes.copyFrom(publicKey), null);
  }
}
