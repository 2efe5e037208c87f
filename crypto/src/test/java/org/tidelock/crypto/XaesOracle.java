package org.tidelock.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// XAES-256-GCM written a second time from the C2SP specification on the JDK's AES, with a chosen nonce: holds Tink against the specification and makes published
/// vectors repeatable.
final class XaesOracle {
  private XaesOracle() {}

  static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] associatedData) {
    return Bytes.concat(nonce, gcm(Cipher.ENCRYPT_MODE, key, nonce, plaintext, associatedData));
  }

  static byte[] open(byte[] key, byte[] sealed, byte[] associatedData) {
    byte[] nonce = Bytes.slice(sealed, 0, 24);
    byte[] ciphertext = Bytes.slice(sealed, 24, sealed.length - 24);
    return gcm(Cipher.DECRYPT_MODE, key, nonce, ciphertext, associatedData);
  }

  private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] in, byte[] associatedData) {
    try {
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(
          mode,
          new SecretKeySpec(derive(key, nonce), "AES"),
          new GCMParameterSpec(128, Bytes.slice(nonce, 12, 12)));
      gcm.updateAAD(associatedData);
      return gcm.doFinal(in);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] derive(byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding"); // single blocks of CMAC
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    byte[] k1 = aes.doFinal(new byte[16]);
    int carry = k1[0] >> 7 & 0x87;
    for (int i = 0; i < 16; i++)
      k1[i] = (byte) (k1[i] << 1 | (i < 15 ? (k1[i + 1] & 0xff) >> 7 : 0));
    k1[15] ^= (byte) carry;
    return Bytes.concat(aes.doFinal(xor(k1, 1, nonce)), aes.doFinal(xor(k1, 2, nonce)));
  }

  private static byte[] xor(byte[] k1, int counter, byte[] nonce) {
    byte[] block = Bytes.concat(new byte[] {0, (byte) counter, 'X', 0}, Bytes.slice(nonce, 0, 12));
    for (int i = 0; i < 16; i++) block[i] ^= k1[i];
    return block;
  }
}
