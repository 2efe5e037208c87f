package org.tidelock.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class BesideTest {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  @Test
  void itGivesWhatTheWorkGaveAndThrowsWhatItThrew() throws Exception {
    try (Beside<String> work = Beside.begin(THREADS, () -> "done")) {
      assertThat(work.get()).isEqualTo("done");
    }
    try (Beside<String> work = Beside.begin(THREADS, BesideTest::fails)) {
      assertThatThrownBy(work::get).isInstanceOf(IOException.class).hasMessage("no");
    }
  }

  private static String fails() throws IOException {
    throw new IOException("no");
  }

  @Test
  @Timeout(30)
  void closingInterruptsTheWorkAndReturnsWhenItHasEnded() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Beside<String> work =
        Beside.begin(
            THREADS,
            () -> {
              begun.countDown();
              try {
                return String.valueOf(new CountDownLatch(1).await(5, TimeUnit.MINUTES));
              } catch (InterruptedException e) {
                interrupted.set(true);
                throw new InterruptedIOException();
              }
            });
    begun.await();
    work.close();
    assertThat(interrupted).isTrue();
  }

  @Test
  @Timeout(30)
  void workThatIsClosedBeforeItHasBegunDoesNothing() throws Exception {
    List<Runnable> later = new ArrayList<>();
    AtomicBoolean ran = new AtomicBoolean();
    Beside<String> work =
        Beside.begin(
            later::add,
            () -> {
              ran.set(true);
              return "";
            });
    Thread closing = Thread.ofVirtual().start(work::close);
    while (closing.getState() != Thread.State.WAITING) Thread.sleep(1);
    later.getFirst().run();
    closing.join();
    assertThat(ran).isFalse();
    assertThatThrownBy(work::get).isInstanceOf(IOException.class);
  }

  /// With an executor that runs at once, as a simulator has, the caller is the runner.
  @Test
  void closingDoesNotInterruptTheCallerItself() throws Exception {
    Beside.begin(Runnable::run, () -> "done").close();
    assertThat(Thread.interrupted()).isFalse();
  }
}
