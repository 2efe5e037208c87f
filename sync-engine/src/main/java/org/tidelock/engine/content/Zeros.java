package org.tidelock.engine.content;

import java.util.Arrays;

/// Helps a writer to keep sparse files sparse: a chunk of zeros only need not be written into a file that was extended over it.
public final class Zeros {
  private static final byte[] BLOCK = new byte[64 << 10];

  private Zeros() {}

  /// Whether these bytes are all zero; stops at the first that is not.
  public static boolean isZero(byte[] data, int offset, int length) {
    if (length > 0 && data[offset] != 0) return false;
    for (int i = 0; i < length; i += BLOCK.length) {
      int n = Math.min(BLOCK.length, length - i);
      if (!Arrays.equals(data, offset + i, offset + i + n, BLOCK, 0, n)) return false;
    }
    return true;
  }
}
