package org.tidelock.engine.content;

/// Padmé padding (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019): a length
/// keeps only its highest `⌊log2 log2 L⌋ + 1` bits, so a padded size tells little and costs at most 12 %, above 64 KiB at most 3.1 %.
public final class Padme {
  private Padme() {}

  /// The smallest allowed size that holds `length` bytes.
  /// @throws IllegalArgumentException if `length` is negative or its padded size does not fit a long
  public static long size(long length) {
    if (length < 0) throw new IllegalArgumentException("a length is not negative: " + length);
    if (length < 2) return length;
    int e = 63 - Long.numberOfLeadingZeros(length);
    int s = 32 - Integer.numberOfLeadingZeros(e);
    long mask = (1L << (e - s)) - 1;
    if (length > Long.MAX_VALUE - mask)
      throw new IllegalArgumentException("too long to pad: " + length);
    return (length + mask) & ~mask;
  }
}
