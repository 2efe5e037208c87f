package org.tidelock.app.passphrase;

/// The five levels of the strength bar; "Good" is the least that is accepted.
public enum StrengthLevel {
  VERY_WEAK("Very weak"),
  WEAK("Weak"),
  GOOD("Good"),
  STRONG("Strong"),
  VERY_STRONG("Very strong");

  private static final double YEAR = 365.25 * 86_400;

  private final String word;

  StrengthLevel(String word) {
    this.word = word;
  }

  /// The English word; the window takes its own from a resource bundle.
  public String word() {
    return word;
  }

  /// Filled segments of five.
  public int segments() {
    return ordinal() + 1;
  }

  public boolean accepted() {
    return compareTo(GOOD) >= 0;
  }

  /// A vault's ciphertext can be copied today and tried for as long as somebody cares, so "Good" starts at ten years of a thousand cards.
  static StrengthLevel ofSeconds(double seconds) {
    if (seconds < 86_400) {
      return VERY_WEAK;
    }
    if (seconds < 10 * YEAR) {
      return WEAK;
    }
    if (seconds < 1_000 * YEAR) {
      return GOOD;
    }
    return seconds < 1_000_000 * YEAR ? STRONG : VERY_STRONG;
  }
}
