package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.VaultClosedException;

/// What uses a vault while it is taken down.
final class GateTest {
  private final Gate gate = new Gate();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  private static Thread start(Runnable task) {
    return Thread.ofPlatform().daemon().start(task);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void stay() {
    inside.countDown();
    await(goOn);
  }

  private static void awaitRest(Thread thread) {
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
  }

  @Test
  void whoeverTakesDownWaitsForThoseInside() throws Exception {
    AtomicBoolean out = new AtomicBoolean();
    Thread user =
        start(
            () ->
                gate.pass(
                    () -> {
                      stay();
                      out.set(true);
                      return true;
                    }));
    await(inside);
    gate.shut();
    CompletableFuture<Boolean> wasOut = new CompletableFuture<>();
    Thread closing = start(() -> gate.afterAll(() -> wasOut.complete(out.get())));
    awaitRest(closing);
    goOn.countDown();
    assertThat(wasOut.get(30, TimeUnit.SECONDS)).isTrue();
    user.join();
  }

  @Test
  void whoeverIsInsideMayCallMore() {
    boolean passed =
        gate.pass(
            () -> {
              gate.shut();
              return gate.pass(() -> true);
            });
    assertThat(passed).isTrue();
    assertThatThrownBy(() -> gate.pass(() -> true)).isInstanceOf(VaultClosedException.class);
  }

  /// It was open when they came.
  @Test
  void whoeverWaitsWhileItIsTakenDownIsNotLetIn() throws Exception {
    start(() -> gate.afterAll(this::stay));
    await(inside);
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    Thread late =
        start(
            () -> {
              try {
                passed.complete(gate.pass(() -> true));
              } catch (VaultClosedException e) {
                passed.completeExceptionally(e);
              }
            });
    awaitRest(late);
    gate.shut();
    goOn.countDown();
    assertThatThrownBy(() -> passed.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(VaultClosedException.class);
  }
}
