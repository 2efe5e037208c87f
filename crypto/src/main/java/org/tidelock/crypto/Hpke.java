package org.tidelock.crypto;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;

/// HPKE (RFC 9180) in base mode with X-Wing (0x647A), HKDF-SHA256 and AES-256-GCM, by Bouncy Castle. Output: encapsulation 1120 ‖ ciphertext.
final class Hpke {
  static final int SEED = 32;
  static final int PUBLIC = 1216;
  static final int ENCAPSULATION = 1120;
  static final int OVERHEAD = ENCAPSULATION + 16;
  private static final byte[] INFO = Bytes.ascii("Tidelock 1 envelope");

  private Hpke() {}

  static byte[] publicKey(byte[] seed) {
    return new XWingPrivateKeyParameters(seed).getPublicKeyParameters().getEncoded();
  }

  /// @throws IntegrityException if the public key is malformed
  static byte[] seal(byte[] publicKey, byte[] associatedData, byte[] plaintext)
      throws IntegrityException {
    try {
      return finish(
          suite().setupBaseS(new XWingPublicKeyParameters(publicKey), INFO),
          associatedData,
          plaintext);
    } catch (InvalidCipherTextException | RuntimeException e) {
      throw new IntegrityException("a device's public key is malformed");
    }
  }

  /// With chosen randomness (64 bytes), for published vectors only.
  static byte[] sealDeterministic(
      byte[] publicKey, byte[] associatedData, byte[] plaintext, byte[] randomness)
      throws InvalidCipherTextException {
    return finish(
        suite().setupBaseS(new XWingPublicKeyParameters(publicKey), INFO, randomness),
        associatedData,
        plaintext);
  }

  static byte[] open(byte[] seed, byte[] associatedData, byte[] sealed) throws IntegrityException {
    if (sealed.length < OVERHEAD) throw new IntegrityException("an envelope is too short");
    byte[] encapsulation = Bytes.slice(sealed, 0, ENCAPSULATION);
    byte[] ciphertext = Bytes.slice(sealed, ENCAPSULATION, sealed.length - ENCAPSULATION);
    try {
      XWingPrivateKeyParameters key = new XWingPrivateKeyParameters(seed);
      AsymmetricCipherKeyPair pair = new AsymmetricCipherKeyPair(key.getPublicKeyParameters(), key);
      return suite().setupBaseR(encapsulation, pair, INFO).open(associatedData, ciphertext);
    } catch (InvalidCipherTextException | RuntimeException e) {
      throw new IntegrityException(
          "an envelope does not open: it was altered, or is for another device");
    }
  }

  private static byte[] finish(
      HPKEContextWithEncapsulation context, byte[] associatedData, byte[] plaintext)
      throws InvalidCipherTextException {
    return Bytes.concat(context.getEncapsulation(), context.seal(associatedData, plaintext));
  }

  private static HPKE suite() {
    return new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }
}
