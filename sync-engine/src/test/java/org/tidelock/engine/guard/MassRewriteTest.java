package org.tidelock.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When rewrites have to wait.
final class MassRewriteTest {
  @Test
  void aHundredOfWhichFourInFiveAreScrambled() {
    assertThat(MassRewrite.is(80, 100, 10_000)).isTrue();
    assertThat(MassRewrite.is(79, 99, 10_000)).isFalse();
    assertThat(MassRewrite.is(79, 100, 10_000)).isFalse();
  }

  @Test
  void fiveHundredWhateverElseIsWritten() {
    assertThat(MassRewrite.is(500, 100_000, 1_000_000)).isTrue();
    assertThat(MassRewrite.is(499, 100_000, 1_000_000)).isFalse();
  }

  @Test
  void halfOfAllInASmallVault() {
    assertThat(MassRewrite.is(10, 10, 20)).isTrue();
    assertThat(MassRewrite.is(10, 10, 21)).isFalse();
    assertThat(MassRewrite.is(9, 9, 9)).isFalse();
  }

  @Test
  void rewritingAloneNever() {
    assertThat(MassRewrite.is(0, 100_000, 100_000)).isFalse();
  }
}
