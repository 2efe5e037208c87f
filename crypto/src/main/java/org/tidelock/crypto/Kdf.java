package org.tidelock.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// HKDF-SHA256 (RFC 5869) by the JDK, with one label per purpose: `info = "Tidelock 1 " ‖ label ‖ 0x00 ‖ context`. No label is a
/// prefix of another up to its zero byte, so no two purposes share a key.
final class Kdf {
  private static final byte[] PREFIX = Bytes.ascii("Tidelock 1 ");
  private static final byte[] NO_SALT = new byte[32]; // RFC 5869: absent salt is HashLen zeros

  private Kdf() {}

  static byte[] derive(byte[] secret, String label, int length, byte[]... context) {
    return derive(secret, NO_SALT, label, length, context);
  }

  static byte[] derive(byte[] secret, byte[] salt, String label, int length, byte[]... context) {
    return hkdf(
        secret,
        salt,
        Bytes.concat(PREFIX, Bytes.ascii(label), Bytes.u8(0), Bytes.concat(context)),
        length);
  }

  /// Plain HKDF extract and expand. Apart from [#derive] so that the RFC's vectors run through the same lines.
  static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int length) {
    try {
      HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract();
      if (salt.length > 0) extract.addSalt(salt);
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(extract.addIKM(secret).thenExpand(info, length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK 25 has HKDF-SHA256", e);
    }
  }

  static SecretKeySpec hmacKey(byte[] secret) {
    return new SecretKeySpec(secret, "HmacSHA256");
  }
}
