package org.tidelock.app.passphrase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PassphraseStrengthTest {
  private final PassphraseStrength strength = new PassphraseStrength();

  @ParameterizedTest
  @CsvSource({
    "'   ', VERY_WEAK, false",
    "password, VERY_WEAK, false",
    "Passw0rd!2024, VERY_WEAK, false",
    "qwertyuiopasdfgh, VERY_WEAK, false",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, VERY_WEAK, false",
    "xkfwpz1twqvb, WEAK, false",
    "copper lantern drifts past quiet harbour, VERY_STRONG, true",
    "7fQz-2mWx-K9pL-vT4c-Rb8n, VERY_STRONG, true",
  })
  void passphrasesHaveTheLevelAPersonWouldExpect(
      String passphrase, StrengthLevel level, boolean accepted) {
    PassphraseStrength.Estimate estimate = strength.estimate(passphrase);
    assertThat(estimate.level()).as(estimate.toString()).isEqualTo(level);
    assertThat(estimate.accepted()).isEqualTo(accepted);
  }

  @Test
  void namesThatAnAttackerKnowsCountForLittle() {
    double without = strength.estimate("Zwiebelkuchenhausen").guessesLog10();
    double with =
        strength.estimate("Zwiebelkuchenhausen", List.of("Zwiebelkuchenhausen")).guessesLog10();
    assertThat(with).isLessThan(2).isLessThan(without - 5);
  }

  @Test
  void aVeryLongPassphraseIsEstimatedQuickly() {
    long start = System.nanoTime();
    strength.estimate("correct horse battery staple ".repeat(2_000));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, less than a second, VERY_WEAK",
    "1, about 1 second, VERY_WEAK",
    "8640, about 2 hours, VERY_WEAK",
    "400000, about 5 days, WEAK",
    "1262304000000, 'about 40,000 years', STRONG",
    "1e18, more than a billion years, VERY_STRONG",
    "3.2e9, about 100 years, GOOD",
  })
  void timesAreRoundedToWhatAnEstimateDeserves(double seconds, String words, StrengthLevel level) {
    assertThat(CrackTime.ofSeconds(seconds).words()).isEqualTo(words);
    assertThat(StrengthLevel.ofSeconds(seconds)).isEqualTo(level);
  }
}
