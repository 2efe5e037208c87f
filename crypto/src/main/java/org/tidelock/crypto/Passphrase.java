package org.tidelock.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A passphrase as NFKC-normalised UTF-8, so that it opens the vault from any keyboard and system (attack A17). Spaces count. Wiped by [#close].
public final class Passphrase implements OwnerSecret, AutoCloseable {
  private static final int MAX_BYTES = 4096;
  private final byte[] utf8;

  private Passphrase(byte[] utf8) {
    this.utf8 = utf8;
  }

  /// Takes a copy; the caller wipes its array. (The JDK's normaliser makes one string of it on the way.)
  /// @throws IllegalArgumentException if it is blank or longer than 4096 bytes
  public static Passphrase of(char[] typed) {
    CharSequence normal = Normalizer.normalize(CharBuffer.wrap(typed), Normalizer.Form.NFKC);
    if (normal.chars().allMatch(Character::isWhitespace))
      throw new IllegalArgumentException("the passphrase is empty");
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(normal));
    byte[] utf8 = new byte[encoded.remaining()];
    encoded.get(utf8);
    Bytes.wipe(encoded.array());
    if (utf8.length > MAX_BYTES)
      throw new IllegalArgumentException("the passphrase is longer than " + MAX_BYTES + " bytes");
    return new Passphrase(utf8);
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  public void close() {
    Bytes.wipe(utf8);
  }

  @Override
  public String toString() {
    return "Passphrase(secret)";
  }
}
