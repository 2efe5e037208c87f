package org.tidelock.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// HPKE's base mode (RFC 9180 §5.1, §5.2) with HKDF-SHA256, and the combiner of X-Wing (draft-connolly-cfrg-xwing-kem §5.3), written a second time on the JDK
/// alone: what is inside an encapsulation can be compared, which the product never shows.
final class HpkeOracle {
  static final int AES_256_GCM = 2;
  static final int CHACHA20_POLY1305 = 3;
  private static final byte[] LABEL = {'\\', '.', '/', '/', '^', '\\'};

  record Keys(byte[] key, byte[] nonce, byte[] exporter) {}

  private HpkeOracle() {}

  static byte[] xWing(
      byte[] mlKemSecret, byte[] x25519Secret, byte[] x25519Ciphertext, byte[] x25519Key) {
    return hash("SHA3-256", mlKemSecret, x25519Secret, x25519Ciphertext, x25519Key, LABEL);
  }

  static Keys schedule(byte[] sharedSecret, byte[] info, int aead) {
    byte[] suite = join(ascii("HPKE"), u16(0x647a), u16(1), u16(aead));
    byte[] context =
        join(
            new byte[1],
            extract(suite, new byte[0], "psk_id_hash", new byte[0]),
            extract(suite, new byte[0], "info_hash", info));
    byte[] secret = extract(suite, sharedSecret, "secret", new byte[0]);
    return new Keys(
        expand(suite, secret, "key", context, 32),
        expand(suite, secret, "base_nonce", context, 12),
        expand(suite, secret, "exp", context, 32));
  }

  /// The first and only message of a context.
  static byte[] seal(byte[] sharedSecret, byte[] info, byte[] associatedData, byte[] plaintext) {
    return gcm(Cipher.ENCRYPT_MODE, sharedSecret, info, associatedData, plaintext);
  }

  static byte[] open(byte[] sharedSecret, byte[] info, byte[] associatedData, byte[] ciphertext) {
    return gcm(Cipher.DECRYPT_MODE, sharedSecret, info, associatedData, ciphertext);
  }

  /// RFC 7748 by the JDK, which refuses points of small order.
  static byte[] x25519(byte[] secret, byte[] point) throws GeneralSecurityException {
    byte[] u = reversed(point);
    u[0] &= 0x7f;
    KeyFactory keys = KeyFactory.getInstance("X25519");
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
    agreement.doPhase(
        keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, u))),
        true);
    return agreement.generateSecret();
  }

  static byte[] x25519Key(byte[] secret) throws GeneralSecurityException {
    byte[] base = new byte[32];
    base[0] = 9;
    return x25519(secret, base);
  }

  private static byte[] gcm(
      int mode, byte[] sharedSecret, byte[] info, byte[] associatedData, byte[] in) {
    Keys k = schedule(sharedSecret, info, AES_256_GCM);
    try {
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(mode, new SecretKeySpec(k.key, "AES"), new GCMParameterSpec(128, k.nonce));
      gcm.updateAAD(associatedData);
      return gcm.doFinal(in);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] ikm) {
    return hmac(
        salt.length == 0 ? new byte[32] : salt, join(ascii("HPKE-v1"), suite, ascii(label), ikm));
  }

  /// One block is enough for everything here.
  private static byte[] expand(byte[] suite, byte[] prk, String label, byte[] info, int length) {
    byte[] block =
        hmac(prk, join(u16(length), ascii("HPKE-v1"), suite, ascii(label), info, new byte[] {1}));
    return java.util.Arrays.copyOf(block, length);
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hash(String algorithm, byte[]... parts) {
    try {
      return MessageDigest.getInstance(algorithm).digest(join(parts));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] reversed(byte[] b) {
    byte[] r = new byte[b.length];
    for (int i = 0; i < b.length; i++) r[i] = b[b.length - 1 - i];
    return r;
  }

  private static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] u16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  private static byte[] join(byte[]... parts) {
    return Bytes.concat(parts);
  }
}
