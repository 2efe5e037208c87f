package org.tidelock.engine.storage.fakegraph;

import java.util.Base64;

/// OneDrive's hash of a file: each byte goes into a ring of 160 bits, 11 bits further than the one before; the length is put over the end.
final class QuickXor {
  private QuickXor() {}

  static String of(byte[] bytes) {
    byte[] ring = new byte[20];
    int bit = 0;
    for (int i = 0; i < bytes.length; i++) {
      int at = bit >>> 3;
      int shifted = (bytes[i] & 255) << (bit & 7);
      ring[at] ^= (byte) shifted;
      ring[at == 19 ? 0 : at + 1] ^= (byte) (shifted >>> 8);
      bit = bit >= 149 ? bit - 149 : bit + 11;
    }
    for (int i = 0; i < 8; i++) ring[12 + i] ^= (byte) ((long) bytes.length >>> (8 * i));
    return Base64.getEncoder().encodeToString(ring);
  }
}
