package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapTest {
  private static final long MIB = 1 << 20;
  private long alive = 40 * MIB;
  private long garbage;
  private int collections;
  private final Heap heap =
      new Heap(
          () -> alive + garbage,
          () -> {
            garbage = 0;
            collections++;
          });

  private void work(long bytes) {
    garbage += bytes;
    heap.relieveIfWorthIt();
  }

  @Test
  void littleIsLeftToTheCollector() {
    for (int i = 0; i < 15; i++) work(10 * MIB);
    assertThat(collections).isZero();
  }

  @Test
  void muchIsCollectedAtOnceAndAgain() {
    for (int i = 0; i < 100; i++) work(20 * MIB);
    assertThat(collections).isEqualTo(11);
  }

  /// Each batch of a vault of very many files, or of one of many vaults, went over the whole heap.
  @Test
  void whatIsAliveIsNotGoneOverAgainForEachBatch() {
    alive = 300 * MIB;
    for (int i = 0; i < 100; i++) work(MIB);
    assertThat(collections).isOne();
    for (int i = 0; i < 30; i++) work(10 * MIB);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void whatWasAliveOnceIsForgottenWhenItIsNotAnyMore() {
    alive = 300 * MIB;
    work(MIB);
    alive = 40 * MIB;
    work(600 * MIB);
    collections = 0;
    work(170 * MIB);
    assertThat(collections).isOne();
  }
}
