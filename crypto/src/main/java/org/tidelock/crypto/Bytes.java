package org.tidelock.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Joins, splits and wipes byte arrays.
final class Bytes {
  private Bytes() {}

  static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) length += part.length;
    ByteBuffer out = ByteBuffer.allocate(length);
    for (byte[] part : parts) out.put(part);
    return out.array();
  }

  static byte[] slice(byte[] bytes, int offset, int length) {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] u8(int value) {
    return new byte[] {(byte) value};
  }

  static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /// Best effort: the collector may have copied the array before (docs/threat-model.md claims no more).
  static void wipe(byte[]... secrets) {
    for (byte[] secret : secrets) Arrays.fill(secret, (byte) 0);
  }

  /// Refuses a length that a caller got wrong. Lengths from storage are checked where they are read.
  static byte[] exactly(int length, byte[] bytes, String what) {
    if (bytes.length != length)
      throw new IllegalArgumentException(what + " has " + length + " bytes, not " + bytes.length);
    return bytes;
  }
}
