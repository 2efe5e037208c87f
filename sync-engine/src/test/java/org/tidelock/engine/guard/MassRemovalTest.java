package org.tidelock.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.index.HoldTable.Amount;

/// At each limit, and right below it.
final class MassRemovalTest {
  @ParameterizedTest
  @CsvSource({
    "  50,    0,    500, 10, true",
    "  50,    0,    501, 10, false",
    "  49,    0,    100, 10, false",
    "  49,    0,     49, 10, false",
    " 500,    0, 100000, 10, true",
    " 499,    0, 100000, 10, false",
    "   1, 1024, 100000, 4096, true",
    "   1, 1024, 100000, 4100, false",
    "   1, 1023,      2, 1023, false",
    "   0,    0,      0, 0, false",
  })
  void theLimits(long files, long mib, long allFiles, long allMib, boolean expected) {
    Amount removed = new Amount(files, mib << 20);
    Amount all = new Amount(allFiles, allMib << 20);
    assertThat(MassRemoval.is(removed, all)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"49, 50, false", "49, 49, true", "5, 5, true", "5, 6, false", "4, 4, false"})
  void allAtOnce(long files, long allFiles, boolean expected) {
    assertThat(MassRemoval.isEverything(new Amount(files, 1), new Amount(allFiles, 1)))
        .isEqualTo(expected);
  }
}
