package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class StoppableWorkTest {
  private final StoppableWork work = new StoppableWork();
  private final AtomicBoolean hasBegun = new AtomicBoolean();

  /// A restore said that it was stopped, and brought everything back.
  @Test
  void stoppedBeforeItsThreadHasBegunItDoesNotBegin() {
    work.begin();
    work.stop();
    assertThatThrownBy(() -> work.run(this::begun)).isInstanceOf(InterruptedException.class);
    assertThat(hasBegun).isFalse();
  }

  @Test
  void stoppedInTheMiddleItIsInterrupted() {
    work.begin();
    assertThatThrownBy(
            () ->
                work.run(
                    () -> {
                      work.stop();
                      Thread.sleep(60_000);
                      return begun();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(hasBegun).isFalse();
  }

  @Test
  void whatWasStoppedBeforeIsAnotherOne() throws Exception {
    work.stop();
    work.begin();
    assertThat(work.run(this::begun)).isTrue();
  }

  @Test
  void afterItsEndNobodyIsInterrupted() throws Exception {
    work.begin();
    work.run(this::begun);
    work.stop();
    assertThat(Thread.interrupted()).isFalse();
  }

  private boolean begun() {
    return !hasBegun.getAndSet(true);
  }
}
