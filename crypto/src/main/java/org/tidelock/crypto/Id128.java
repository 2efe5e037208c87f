package org.tidelock.crypto;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A 128-bit identifier, held as two longs so that a million of them stay small. Ordered as unsigned big-endian bytes.
public record Id128(long high, long low) implements Comparable<Id128> {
  /// Length in bytes.
  public static final int BYTES = 16;

  /// Reads 16 big-endian bytes.
  /// @throws IllegalArgumentException if there are not exactly 16
  public static Id128 of(byte[] bytes) {
    if (bytes.length != BYTES)
      throw new IllegalArgumentException("an id has 16 bytes, not " + bytes.length);
    ByteBuffer b = ByteBuffer.wrap(bytes);
    return new Id128(b.getLong(), b.getLong());
  }

  /// Reads 32 lower-case hexadecimal digits.
  /// @throws IllegalArgumentException for anything else
  public static Id128 parse(String hex) {
    Id128 id = of(HexFormat.of().parseHex(hex));
    if (!id.toString().equals(hex))
      throw new IllegalArgumentException("not lower-case hexadecimal: " + hex);
    return id;
  }

  /// 128 random bits.
  public static Id128 random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /// The 16 bytes, big-endian, a fresh array.
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public int compareTo(Id128 other) {
    int c = Long.compareUnsigned(high, other.high);
    return c != 0 ? c : Long.compareUnsigned(low, other.low);
  }

  /// 32 lower-case hexadecimal digits: the form used in object names.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
