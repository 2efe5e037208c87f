package org.tidelock.engine.guard;

/// Whether bytes look encrypted: as if drawn by lot. Compressed files look nearly so, too; their beginning tells what they are ([FileTypes]).
final class Scrambled {
  /// How much of a file's beginning tells.
  static final int SAMPLE = 4096;

  /// Fewer bytes tell nothing.
  private static final int LEAST = 64;

  private static final int VALUES = 256;

  private Scrambled() {}

  /// By Friedman's index of coincidence: how often two places have the same byte, compared with chance. Unlike entropy it means the same for short
  /// texts as for long ones. Random bytes have 1, compressed ones up to 1.1, Base64 4, machine code 5 and more, English 16.
  static boolean is(byte[] bytes, int length) {
    if (length < LEAST) return false;
    long[] counts = new long[VALUES];
    for (int i = 0; i < length; i++) counts[bytes[i] & 0xff]++;
    long pairs = 0;
    for (long count : counts) pairs += count * (count - 1);
    double coincidence = (double) VALUES * pairs / ((double) length * (length - 1));
    // Chance strays by this share of what is expected; four times as much is hardly ever seen.
    double stray = Math.sqrt(2.0 * VALUES) / length;
    return coincidence < 1.15 + 4 * stray;
  }
}
