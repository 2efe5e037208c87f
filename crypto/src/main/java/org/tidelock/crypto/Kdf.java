package org.tidelock.crypto;

import javax.crypto.spec.SecretKeySpec;

/// HKDF-SHA256 (RFC 5869) on the JDK's HMAC, with one label per purpose: `info = "Tidelock 1 " ‖ label ‖ 0x00 ‖ context`. No label is a
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

  /// Plain HKDF extract and expand. Apart from [#derive] so that the RFC's vectors run through the same lines. These few lines instead of the
  /// JDK's `KDF`, which looks three providers up each time: with two derivations for every file that was felt (docs/decisions/0013).
  static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int length) {
    if (length > 255 * Hash256.BYTES)
      throw new IllegalArgumentException("HKDF gives no " + length + " bytes");
    byte[] extracted = MacKey.value(salt.length == 0 ? NO_SALT : salt, secret);
    byte[] okm = new byte[length];
    byte[] block = new byte[0];
    for (int i = 1, done = 0; done < length; i++, done += block.length) {
      block = MacKey.value(extracted, block, info, Bytes.u8(i));
      System.arraycopy(block, 0, okm, done, Math.min(block.length, length - done));
    }
    Bytes.wipe(extracted, block);
    return okm;
  }

  static SecretKeySpec hmacKey(byte[] secret) {
    return new SecretKeySpec(secret, "HmacSHA256");
  }
}
