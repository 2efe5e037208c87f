package org.tidelock.engine.history;

/// Sizes of segment and head objects: 4, 16, 64, 256 KiB, 1 MiB, then whole MiB. The storage learns a class, not a size.
final class Padding {
  private static final int MIB = 1 << 20;

  private Padding() {}

  /// The smallest class that holds `length` bytes.
  static int padded(int length) {
    for (int size = 4 << 10; size <= MIB; size *= 4) if (length <= size) return size;
    return Math.multiplyExact(Math.ceilDiv(length, MIB), MIB);
  }
}
