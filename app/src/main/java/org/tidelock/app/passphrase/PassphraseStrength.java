package org.tidelock.app.passphrase;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;

/// Estimates offline how many guesses a passphrase withstands, after zxcvbn (Wheeler, USENIX Security 2016), and what those guesses cost
/// with the vault's Argon2id (256 MiB, three passes). Making one reads the word lists once (about 100 ms); after that an estimate takes a
/// few milliseconds. Thread-safe.
public final class PassphraseStrength {
  /// The attacker the times are stated for: this many graphics cards, each this fast. One try moves about 1.5 GB of memory, so a card with
  /// 1 TB/s of memory bandwidth does at most some 600 a second.
  public static final int CARDS = 1_000;

  public static final int TRIES_PER_CARD_PER_SECOND = 600;

  /// The estimator's time grows faster than the length. More than this only makes the estimate too low, never too high.
  private static final int LONGEST = 80;

  private final Zxcvbn zxcvbn = new Zxcvbn();

  /// @param known words an attacker would try first: the vault's and the devices' names, the account
  public Estimate estimate(CharSequence passphrase, List<String> known) {
    if (passphrase.toString().isBlank()) {
      return new Estimate(StrengthLevel.VERY_WEAK, 0, CrackTime.ofSeconds(0));
    }
    CharSequence measured =
        passphrase.length() > LONGEST ? passphrase.subSequence(0, LONGEST) : passphrase;
    double guessesLog10 = zxcvbn.measure(measured, known).getGuessesLog10();
    // On average half of the guesses are needed.
    double seconds = Math.pow(10, guessesLog10) / 2 / ((double) CARDS * TRIES_PER_CARD_PER_SECOND);
    return new Estimate(
        StrengthLevel.ofSeconds(seconds), guessesLog10, CrackTime.ofSeconds(seconds));
  }

  public Estimate estimate(CharSequence passphrase) {
    return estimate(passphrase, List.of());
  }

  /// @param guessesLog10 decimal digits of the number of guesses
  public record Estimate(StrengthLevel level, double guessesLog10, CrackTime time) {
    /// Whether `create` takes it without `--allow-weak-passphrase`.
    public boolean accepted() {
      return level.accepted();
    }

    /// "A thousand graphics cards would need about 40,000 years."
    public String sentence() {
      return "A thousand graphics cards would need " + time.words() + ".";
    }
  }
}
