package org.tidelock.crypto;

import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// ML-DSA-65 (FIPS 204) by Bouncy Castle, keys from their 32-byte seed, pure mode with an empty context, deterministic signing. The JDK can verify these
/// signatures, too; a test holds the two against each other.
final class MlDsa {
  static final int SEED = 32;
  static final int PUBLIC = 1952;
  static final int SIGNATURE = 3309;

  private MlDsa() {}

  static byte[] publicKey(byte[] seed) {
    return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed)
        .getPublicKeyParameters()
        .getEncoded();
  }

  static byte[] sign(byte[] seed, byte[] message) {
    try {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed));
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    } catch (org.bouncycastle.crypto.CryptoException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (publicKey.length != PUBLIC || signature.length != SIGNATURE) return false;
    try {
      MLDSASigner signer = new MLDSASigner();
      signer.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey));
      signer.update(message, 0, message.length);
      return signer.verifySignature(signature);
    } catch (RuntimeException e) {
      return false; // Bouncy Castle throws unchecked exceptions on malformed input
    }
  }
}
