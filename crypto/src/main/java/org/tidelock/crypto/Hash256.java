package org.tidelock.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A 256-bit hash or MAC value that is not secret, held as four longs. Ordered as unsigned big-endian bytes.
public record Hash256(long a, long b, long c, long d) implements Comparable<Hash256> {
  /// Length in bytes.
  public static final int BYTES = 32;

  /// In one call over many megabytes the JVM would stay in the code that it began with, which in a young process is the slow one.
  private static final int SLICE = 64 << 10;

  /// Cloned for each hash: asking the providers costs more than a short message.
  private static final MessageDigest EMPTY = empty();

  /// Reads 32 big-endian bytes.
  /// @throws IllegalArgumentException if there are not exactly 32
  public static Hash256 of(byte[] bytes) {
    if (bytes.length != BYTES)
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Hash256(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /// SHA-256 (FIPS 180-4) of these bytes.
  public static Hash256 sha256(byte[] bytes) {
    return sha256(bytes, bytes.length);
  }

  /// SHA-256 of the first `length` bytes.
  public static Hash256 sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = (MessageDigest) EMPTY.clone();
      for (int at = 0; at < length; at += SLICE)
        digest.update(bytes, at, Math.min(SLICE, length - at));
      return of(digest.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest empty() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The 32 bytes, big-endian, a fresh array.
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  @Override
  public int compareTo(Hash256 other) {
    int r = Long.compareUnsigned(a, other.a);
    if (r == 0) r = Long.compareUnsigned(b, other.b);
    if (r == 0) r = Long.compareUnsigned(c, other.c);
    return r != 0 ? r : Long.compareUnsigned(d, other.d);
  }

  /// 64 lower-case hexadecimal digits.
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
  }
}
