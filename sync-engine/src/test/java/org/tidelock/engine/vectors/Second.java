package org.tidelock.engine.vectors;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The cryptography of docs/vault-format.md written a second time on the plain JDK, so that vectors do not come from the code that they check. The module `crypto` has one
/// of its own in its tests; this one shares nothing with it, and sees the format as a foreigner does.
public final class Second {
  private Second() {}

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  public static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  public static byte[] sha256(byte[]... parts) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(join(parts));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// §2, without a salt.
  public static byte[] derive(byte[] secret, String label, int length, byte[]... context) {
    return derive(secret, new byte[32], label, length, context);
  }

  public static byte[] derive(
      byte[] secret, byte[] salt, String label, int length, byte[]... context) {
    byte[] info = join(ascii("Tidelock 1 " + label), new byte[1], join(context));
    byte[] key = hmac(salt, secret);
    byte[] out = new byte[0];
    byte[] block = new byte[0];
    for (int i = 1; out.length < length; i++) {
      block = hmac(key, join(block, info, new byte[] {(byte) i}));
      out = join(out, block);
    }
    return Arrays.copyOf(out, length);
  }

  public static byte[] frame(int type, byte[] keyId) {
    return join(ascii("Tidelock"), new byte[] {1, (byte) type}, keyId);
  }

  /// §1: nonce, ciphertext, tag. The associated data is the frame, the vault and the ids.
  public static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[]... associatedData) {
    return join(nonce, gcm(Cipher.ENCRYPT_MODE, key, nonce, plaintext, join(associatedData)));
  }

  public static byte[] open(byte[] key, byte[] sealed, byte[]... associatedData) {
    return gcm(
        Cipher.DECRYPT_MODE,
        key,
        Arrays.copyOf(sealed, 24),
        Arrays.copyOfRange(sealed, 24, sealed.length),
        join(associatedData));
  }

  public static byte[] sign(byte[] seed, String purpose, byte[]... message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
      signer.update(join(ascii("Tidelock 1 signature " + purpose), new byte[1], join(message)));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] in, byte[] associatedData) {
    try {
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          mode,
          new SecretKeySpec(xaes(key, nonce), "AES"),
          new GCMParameterSpec(128, nonce, 12, 12));
      gcm.updateAAD(associatedData);
      return gcm.doFinal(in);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// The derived key of C2SP's XAES-256-GCM: CMAC over two single blocks.
  private static byte[] xaes(byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    byte[] l = aes.doFinal(new byte[16]);
    byte[] subkey = new java.math.BigInteger(1, l).shiftLeft(1).toByteArray();
    subkey = Arrays.copyOfRange(join(new byte[16], subkey), subkey.length, subkey.length + 16);
    if (l[0] < 0) subkey[15] ^= (byte) 0x87;
    byte[] out = new byte[0];
    for (int counter = 1; counter <= 2; counter++) {
      byte[] block = join(new byte[] {0, (byte) counter, 'X', 0}, Arrays.copyOf(nonce, 12));
      for (int i = 0; i < 16; i++) block[i] ^= subkey[i];
      out = join(out, aes.doFinal(block));
    }
    return out;
  }
}
