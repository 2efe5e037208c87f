package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Work away from the JavaFX thread, whose answer comes back to it.
@UsesWindow
final class FxTaskRunnerTest {
  private final FxTaskRunner tasks = new FxTaskRunner();

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  @Test
  void theAnswerComesOnTheThreadOfTheWindow() throws Exception {
    var answer = new CompletableFuture<Boolean>();
    tasks.run(
        Platform::isFxApplicationThread,
        elsewhere -> answer.complete(!elsewhere && Platform.isFxApplicationThread()),
        answer::completeExceptionally);
    assertThat(answer.get(20, TimeUnit.SECONDS)).isTrue();
  }

  /// As when there is no memory for the passphrase's key: the window waited for ever.
  @Test
  void anErrorIsAnAnswerToo() throws Exception {
    var error = new OutOfMemoryError("of a test");
    var answer = new CompletableFuture<Exception>();
    tasks.run(
        () -> {
          throw error;
        },
        _ -> answer.completeExceptionally(new AssertionError("done")),
        answer::complete);
    assertThat(answer.get(20, TimeUnit.SECONDS)).hasCause(error);
  }

  @Test
  void whatIsCancelledIsInterruptedAndSilent() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CompletableFuture<Boolean>();
    var answer = new CompletableFuture<Object>();
    var handle =
        tasks.<Object>run(
            () -> {
              begun.countDown();
              try {
                return new CountDownLatch(1).await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
              }
            },
            answer::complete,
            answer::complete);
    begun.await();
    handle.cancel();
    assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
    Fx.run(() -> {}); // whatever was to come has come
    assertThat(answer).isNotDone();
  }
}
