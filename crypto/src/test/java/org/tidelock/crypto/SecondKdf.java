package org.tidelock.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HKDF-SHA256 with the labels of docs/vault-format.md §2, written a second time on the JDK's HMAC.
final class SecondKdf {
  private SecondKdf() {}

  static byte[] derive(byte[] secret, String label, int length, byte[]... context) {
    return derive(secret, new byte[32], label, length, Bytes.concat(context));
  }

  static byte[] derive(byte[] secret, byte[] salt, String label, int length, byte[] context) {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    info.writeBytes(("Tidelock 1 " + label).getBytes(StandardCharsets.US_ASCII));
    info.write(0);
    info.writeBytes(context);
    byte[] key = hmac(salt, secret);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] block = new byte[0];
    for (int i = 1; out.size() < length; i++) {
      block = hmac(key, Bytes.concat(block, info.toByteArray(), new byte[] {(byte) i}));
      out.writeBytes(block);
    }
    return Arrays.copyOf(out.toByteArray(), length);
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
