package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PadmeTest {
  @ParameterizedTest
  @CsvSource({
    "9900050, 9961472",
    "100000, 100352",
    "5000, 5120",
    "0, 0",
    "1, 1",
    "2, 2",
    "3, 3",
    "9, 10",
    "16777216, 16777216",
    "16777217, 17301504"
  })
  void publishedValues(long length, long padded) {
    assertThat(Padme.size(length)).isEqualTo(padded);
  }

  @Test
  void aPaddedSizeIsItsOwnPaddingAndCostsLittle() {
    for (long n = 64 << 10; n < 40 << 20; n += 997) {
      long p = Padme.size(n);
      assertThat(p).isGreaterThanOrEqualTo(n).isLessThanOrEqualTo(n + n / 32);
      assertThat(Padme.size(p)).isEqualTo(p);
    }
  }

  @Test
  void impossibleLengthsAreRefused() {
    assertThatThrownBy(() -> Padme.size(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Padme.size(Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
