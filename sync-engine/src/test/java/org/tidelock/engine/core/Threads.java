package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Threads of a test that has to bring them into one order.
final class Threads {
  private Threads() {}

  static Thread start(Runnable task) {
    return Thread.ofPlatform().daemon().start(task);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Until it waits for something, or has ended.
  static void awaitRest(Thread thread) {
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
  }
}
