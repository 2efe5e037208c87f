package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.local.LocalPath;

/// The thread that keeps syncing, over a real folder and rounds that only take notes.
final class WatchingTest {
  private static final Optional<Set<LocalPath>> ALL = Optional.empty();

  @TempDir Path folder;
  private final NotedRounds rounds = new NotedRounds();

  @Test
  void whatChangesInTheFolderIsLookedAt() throws Exception {
    try (Watching watching = start()) {
      assertThat(rounds.next()).isEqualTo(ALL);
      Files.writeString(folder.resolve("a.txt"), "a");
      assertThat(rounds.nextOverSomething()).contains(Set.of(LocalPath.ROOT));
    }
  }

  /// Nobody says that the time of a pause is over.
  @Test
  void whatChangedDuringAPauseIsLookedAtAfterIt() throws Exception {
    try (Watching watching = start()) {
      assertThat(rounds.next()).isEqualTo(ALL);
      rounds.pauseFor(Duration.ofMillis(50));
      Files.writeString(folder.resolve("a.txt"), "a");
      rounds.awaitAsked(3);
      rounds.pause.set(null);
      assertThat(rounds.nextOverSomething()).contains(Set.of(LocalPath.ROOT));
    }
  }

  @Test
  void aPauseIsSatOutQuietlyAndEndsWhenItIsEnded() throws Exception {
    rounds.pauseFor(Duration.ofDays(365_000_000));
    CountDownLatch often = rounds.asked(20);
    try (Watching watching = start()) {
      assertThat(often.await(500, TimeUnit.MILLISECONDS)).as("asks again and again").isFalse();
      assertThat(rounds.done).isEmpty();
      rounds.pause.set(null);
      watching.tryAgain();
      assertThat(rounds.next()).isEqualTo(ALL);
    }
  }

  @Test
  void noFailureEndsIt() throws Exception {
    rounds.failure.set(new IllegalStateException("of a test"));
    try (Watching watching = start()) {
      assertThat(rounds.next()).isEqualTo(ALL);
      assertThat(rounds.next()).as("tried again").isEqualTo(ALL);
    }
  }

  @Test
  void closedItRestsAndInterruptsWhatIsUnderWay() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    rounds.obstacle = never;
    Watching watching = start();
    assertThat(rounds.next()).isEqualTo(ALL);
    watching.close();
    assertThat(rounds.interrupted).isTrue();
    watching.close();
  }

  private Watching start() {
    return Watching.start(rounds, folder, Effects.ofSystem());
  }

  private static final class NotedRounds implements Watching.Rounds {
    final LinkedBlockingQueue<Optional<Set<LocalPath>>> done = new LinkedBlockingQueue<>();
    final AtomicReference<@Nullable Duration> pause = new AtomicReference<>();
    final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicReference<CountDownLatch> asked =
        new AtomicReference<>(new CountDownLatch(0));
    volatile @Nullable CountDownLatch obstacle;
    volatile boolean interrupted;

    @Override
    public SyncReport round(Optional<Set<LocalPath>> folders) throws InterruptedException {
      done.add(folders);
      RuntimeException thrown = failure.getAndSet(null);
      if (thrown != null) throw thrown;
      CountDownLatch waited = obstacle;
      try {
        if (waited != null) waited.await();
      } catch (InterruptedException e) {
        interrupted = true;
        throw e;
      }
      SyncReport.Moved nothing = new SyncReport.Moved(0, 0, 0);
      return new SyncReport(State.UP_TO_DATE, nothing, nothing, List.of(), List.of(), List.of());
    }

    @Override
    public Optional<Duration> pause() {
      asked.get().countDown();
      return Optional.ofNullable(pause.get());
    }

    void pauseFor(Duration time) {
      pause.set(time);
    }

    /// Counts how often it is asked for a pause from now on.
    CountDownLatch asked(int times) {
      CountDownLatch latch = new CountDownLatch(times);
      asked.set(latch);
      return latch;
    }

    void awaitAsked(int times) throws InterruptedException {
      assertThat(asked(times).await(30, TimeUnit.SECONDS)).isTrue();
    }

    Optional<Set<LocalPath>> next() throws InterruptedException {
      Optional<Set<LocalPath>> next = done.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("a round within 30 s").isNotNull();
      return next;
    }

    /// Without the looks at the storage alone.
    Optional<Set<LocalPath>> nextOverSomething() throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (System.nanoTime() < end) {
        Optional<Set<LocalPath>> next = next();
        if (!next.equals(Optional.of(Set.of()))) return next;
      }
      throw new AssertionError("no look at the folder within 30 s");
    }
  }
}
