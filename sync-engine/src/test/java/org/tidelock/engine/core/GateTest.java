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

  private void stay() {
    inside.countDown();
    Threads.await(goOn);
  }

  @Test
  void whoeverTakesDownWaitsForThoseInside() throws Exception {
    AtomicBoolean out = new AtomicBoolean();
    Thread user =
        Threads.start(
            () ->
                gate.pass(
                    () -> {
                      stay();
                      out.set(true);
                      return true;
                    }));
    Threads.await(inside);
    gate.shut();
    CompletableFuture<Boolean> wasOut = new CompletableFuture<>();
    Thread closing = Threads.start(() -> gate.afterAll(() -> wasOut.complete(out.get())));
    Threads.awaitRest(closing);
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
    Threads.start(() -> gate.afterAll(this::stay));
    Threads.await(inside);
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    Thread late =
        Threads.start(
            () -> {
              try {
                passed.complete(gate.pass(() -> true));
              } catch (VaultClosedException e) {
                passed.completeExceptionally(e);
              }
            });
    Threads.awaitRest(late);
    gate.shut();
    goOn.countDown();
    assertThatThrownBy(() -> passed.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(VaultClosedException.class);
  }
}
