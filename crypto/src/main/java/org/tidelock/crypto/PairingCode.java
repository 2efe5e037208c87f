package org.tidelock.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/// 128 random bits that a person carries from the new device to one of the vault, for a few minutes: whoever has them and can write to the storage may ask in the new device's
/// place, or answer in that of the vault: that is what the words are compared for, on both screens. Written as 26 digits of Crockford's base 32, the highest first, and a check digit (Luhn modulo 32), in nine groups of three.
public final class PairingCode implements AutoCloseable {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BASE = 32;
  private static final int LENGTH = 26;
  private static final int GROUP = 3;
  private static final int BYTES = 16;
  private final byte[] secret;

  private PairingCode(byte[] secret) {
    this.secret = secret;
  }

  /// A new code of 128 random bits.
  public static PairingCode random(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new PairingCode(secret);
  }

  static PairingCode of(byte[] secret) {
    return new PairingCode(Bytes.exactly(BYTES, secret, "a pairing code").clone());
  }

  /// Reads typed or scanned text. Capitals, spaces and hyphens do not matter; O is read as 0, I and L as 1.
  /// @return empty if it is no code: a digit is missing, too many, none of the 32, or another one than was shown
  public static Optional<PairingCode> parse(CharSequence typed) {
    int[] digits = new int[LENGTH + 1];
    int count = 0;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (Character.isWhitespace(c) || c == '-' || c == '\u00a0') continue;
      int digit = digit(c);
      if (digit < 0 || count == digits.length) return Optional.empty();
      digits[count++] = digit;
    }
    if (count != digits.length || check(digits) != digits[LENGTH]) return Optional.empty();
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < LENGTH; i++)
      value = value.multiply(BigInteger.valueOf(BASE)).add(BigInteger.valueOf(digits[i]));
    if (value.bitLength() > 8 * BYTES) return Optional.empty();
    byte[] bytes = value.toByteArray(); // a sign in front, or fewer
    byte[] secret = new byte[BYTES];
    int length = Math.min(BYTES, bytes.length);
    System.arraycopy(bytes, bytes.length - length, secret, BYTES - length, length);
    Bytes.wipe(bytes);
    return Optional.of(new PairingCode(secret));
  }

  private static int digit(char typed) {
    return switch (typed) {
      case 'o', 'O' -> 0;
      case 'i', 'I', 'l', 'L' -> 1;
      default -> DIGITS.indexOf(typed >= 'a' && typed <= 'z' ? typed - 'a' + 'A' : typed);
    };
  }

  /// Finds each single wrong digit, and all but one kind of two neighbours that are swapped.
  private static int check(int[] digits) {
    int sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      int weighed = digits[i] * (1 + (LENGTH - i) % 2);
      sum += weighed / BASE + weighed % BASE;
    }
    return (BASE - sum % BASE) % BASE;
  }

  /// For showing, such as `2F1-QZ0-…`.
  public String text() {
    int[] digits = new int[LENGTH + 1];
    BigInteger rest = new BigInteger(1, secret);
    for (int i = LENGTH - 1; i >= 0; i--) {
      digits[i] = rest.intValue() & (BASE - 1);
      rest = rest.shiftRight(5);
    }
    digits[LENGTH] = check(digits);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits.length; i++) {
      if (i > 0 && i % GROUP == 0) text.append('-');
      text.append(DIGITS.charAt(digits[i]));
    }
    return text.toString();
  }

  byte[] secret() {
    return secret;
  }

  @Override
  public void close() {
    Bytes.wipe(secret);
  }

  @Override
  public String toString() {
    return "PairingCode(secret)";
  }
}
