package org.tidelock.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When a checkpoint is worth writing: the numbers of decision 0108.
class DueTest {
  private static final long MIB = 1 << 20;

  /// Small segments of a small vault: each costs a request and 4 KiB.
  private static boolean isDue(long segments, long writers, long state) {
    return Due.isDue(segments, segments * 4096, writers, state);
  }

  @Test
  void aSmallVaultGetsOneAfter77Commits() {
    assertThat(isDue(76, 2, 20_000)).isFalse();
    assertThat(isDue(77, 2, 20_000)).isTrue();
  }

  @Test
  void nothingBehindItIsNeverWorthOne() {
    assertThat(isDue(0, 1, 0)).isFalse();
    assertThat(Due.isDue(1, 4096, 100, 400 * MIB)).isFalse();
  }

  /// A million files that were written once: the log, in large segments, is as large as the state.
  @Test
  void aVaultThatWasWrittenOnceNeedsNone() {
    assertThat(Due.isDue(100, 300 * MIB, 2, 280 * MIB)).isFalse();
  }

  /// A thousand edits a day for two months on a vault of ten thousand files.
  @Test
  void aLongHistoryIsWorthOne() {
    assertThat(isDue(60_000, 2, 30 * MIB)).isTrue();
  }

  @Test
  void theMoreStateTheLessOften() {
    assertThat(isDue(500, 2, 10 * MIB)).isTrue();
    assertThat(isDue(500, 2, 100 * MIB)).isFalse();
  }
}
