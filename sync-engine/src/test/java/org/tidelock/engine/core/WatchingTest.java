package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.effects.FakeWatcher;
import org.tidelock.engine.effects.Handle;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.record.StoppedException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// The loop that keeps syncing, over rounds that only take notes: on a clock of the test's own, and once on real threads over a real folder.
final class WatchingTest {
  private static final Optional<Set<LocalPath>> ALL = Optional.empty();
  private static final Optional<Set<LocalPath>> NOTHING = Optional.of(Set.of());
  private static final LocalPath A = LocalPath.of("a");
  private static final LocalPath B = LocalPath.of("b");

  @TempDir Path folder;
  @TempDir Path storage;
  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
  private final FakeWatcher watcher = new FakeWatcher();
  private final FakeWatcher storageWatcher = new FakeWatcher();
  private final Effects effects =
      SystemEffects.create()
          .in(
              new SystemPlaces() {
                @Override
                public Handle watch(Path place, FolderListener listener) throws IOException {
                  return (place.equals(folder) ? watcher : storageWatcher).watch(place, listener);
                }
              })
          .at(time);
  private final NotedRounds rounds = new NotedRounds();

  private Watching start() {
    return Watching.start(rounds, folder, Optional.of(storage), effects);
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  /// What there was, and forgets it.
  private List<Optional<Set<LocalPath>>> during(Duration passing) throws InterruptedException {
    time.advance(passing);
    List<Optional<Set<LocalPath>>> done = List.copyOf(rounds.done);
    rounds.done.clear();
    return done;
  }

  /// Without looks at the storage alone.
  private List<Optional<Set<LocalPath>>> looksDuring(Duration passing) throws InterruptedException {
    return during(passing).stream().filter(r -> !r.equals(NOTHING)).toList();
  }

  @Test
  void itBeginsWithAWholeLook() throws Exception {
    try (Watching _ = start()) {
      assertThat(during(ms(0))).containsExactly(ALL);
    }
  }

  @Test
  void aChangedFolderIsLookedAtWhenItIsStillForALittleWhile() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      watcher.tell(w -> w.changed(Set.of(A)));
      assertThat(looksDuring(ms(299))).isEmpty();
      watcher.tell(w -> w.changed(Set.of(B)));
      assertThat(looksDuring(ms(299))).isEmpty();
      assertThat(looksDuring(ms(1))).containsExactly(Optional.of(Set.of(A, B)));
      assertThat(looksDuring(Duration.ofMinutes(5))).isEmpty();
    }
  }

  @Test
  void whereALargeFileWasBeingWrittenIsLookedAtAgain() throws Exception {
    try (Watching _ = start()) {
      rounds.beingWritten = Set.of(A);
      during(ms(0));
      rounds.beingWritten = Set.of();
      assertThat(looksDuring(ms(1999))).isEmpty();
      assertThat(looksDuring(ms(1))).containsExactly(Optional.of(Set.of(A)));
      assertThat(looksDuring(Duration.ofMinutes(5))).isEmpty();
    }
  }

  @Test
  void aFolderThatIsNeverStillIsLookedAtAfterHalfAMinute() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      Duration waited = Duration.ZERO;
      while (true) {
        watcher.tell(w -> w.changed(Set.of(A)));
        if (!looksDuring(ms(200)).isEmpty()) break;
        waited = waited.plusMillis(200);
        assertThat(waited).isLessThanOrEqualTo(Duration.ofSeconds(30));
      }
      assertThat(waited).isGreaterThan(Duration.ofSeconds(29));
    }
  }

  @Test
  void theStorageIsAskedOftenWhileSomethingMovesAndLessLater() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      assertThat(during(Duration.ofMinutes(4))).hasSizeBetween(4 * 60 / 3, 4 * 60);
      during(Duration.ofMinutes(17)); // now 20 minutes and more are quiet
      assertThat(during(Duration.ofMinutes(10)))
          .hasSizeBetween(10 * 60 * 2 / 75 - 1, 10 * 60 * 2 / 45 + 1);
    }
  }

  @Test
  void whatIsWrittenToAStorageThatIsAFolderIsLookedAtSoon() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      assertThat(storageWatcher.isWatching()).as("nobody has written a head yet").isFalse();
      Files.createDirectories(storage.resolve("heads"));
      during(Duration.ofMinutes(20));
      time.advance(time.untilNext());
      rounds.done.clear();
      storageWatcher.tell(w -> w.changed(Set.of(LocalPath.ROOT)));
      assertThat(during(ms(299))).isEmpty();
      assertThat(during(ms(1))).containsExactly(NOTHING);
      storageWatcher.tell(w -> w.missed());
      assertThat(during(ms(300))).containsExactly(NOTHING);
      storageWatcher.tell(w -> w.lost(FolderListener.Loss.NOT_TOLD, "of a test"));
      assertThat(during(Duration.ofMinutes(10))).hasSizeBetween(15, 27).containsOnly(NOTHING);
    }
    assertThat(storageWatcher.isWatching()).isFalse();
  }

  @Test
  void aStorageThatCannotBeWatchedIsLookedAtAllTheSame() throws Exception {
    Files.createDirectories(storage.resolve("heads"));
    storageWatcher.refuse(new IOException("of a test"));
    try (Watching _ = start()) {
      during(ms(0));
      assertThat(during(Duration.ofMinutes(4))).hasSizeBetween(4 * 60 / 3, 4 * 60);
    }
  }

  @Acceptance(161)
  @Test
  void whatWasMissedMakesItLookAtEverything() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      watcher.tell(w -> w.missed());
      assertThat(during(ms(0))).containsExactly(ALL);
    }
  }

  @Test
  void everythingIsLookedAtEachHourAndEachTwoMinutesIfNothingIsTold() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      assertThat(looksDuring(Duration.ofMinutes(44))).isEmpty();
      assertThat(looksDuring(Duration.ofMinutes(32))).containsExactly(ALL);
      watcher.refuse(new IOException("of a test"));
      watcher.tell(w -> w.lost(FolderListener.Loss.NOT_TOLD, "of a test"));
      assertThat(looksDuring(ms(0))).containsExactly(ALL);
      assertThat(rounds.blind).contains(FolderListener.Loss.NOT_TOLD);
      assertThat(looksDuring(Duration.ofMinutes(12))).hasSizeBetween(4, 8).containsOnly(ALL);
    }
    assertThat(rounds.blind).isEmpty();
  }

  @Acceptance(162)
  @Test
  void aFolderThatCannotBeWatchedIsLookedAtAgainAndAgain() throws Exception {
    watcher.refuse(new IOException("of a test"));
    try (Watching _ = start()) {
      assertThat(watcher.isWatching()).isFalse();
      assertThat(looksDuring(Duration.ofMinutes(6))).hasSizeBetween(3, 5).containsOnly(ALL);
    }
  }

  @Test
  void aLostWatchIsBegunAnewAndWhatItMissedIsLookedFor() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      watcher.refuse(new IOException("of a test"));
      watcher.tell(w -> w.lost(FolderListener.Loss.TOO_MANY_FOLDERS, "of a test"));
      assertThat(watcher.isWatching()).isFalse();
      assertThat(rounds.blind).contains(FolderListener.Loss.TOO_MANY_FOLDERS);
      during(Duration.ofMinutes(2));
      assertThat(rounds.blind).isPresent();
      watcher.accept();
      assertThat(looksDuring(Duration.ofMinutes(3))).contains(ALL);
      assertThat(watcher.isWatching()).isTrue();
      assertThat(rounds.blind).isEmpty();
      watcher.tell(w -> w.changed(Set.of(A)));
      assertThat(looksDuring(ms(300))).containsExactly(Optional.of(Set.of(A)));
      assertThat(looksDuring(Duration.ofMinutes(40))).isEmpty();
    }
    assertThat(watcher.isWatching()).isFalse();
  }

  /// There are drives that never tell anything.
  @Test
  void aWatchThatIsRefusedIsBegunLaterAndLaterButEachHour() throws Exception {
    watcher.refuse(new IOException("of a test"));
    try (Watching _ = start()) {
      during(Duration.ofHours(3));
      int before = watcher.attempts();
      assertThat(before).isBetween(6, 10);
      during(Duration.ofHours(10));
      assertThat(watcher.attempts() - before).isBetween(9, 10);
    }
  }

  @Test
  void anOldWatchIsNotHeardAnyMore() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      FolderListener old = watcher.listener();
      watcher.tell(w -> w.lost(FolderListener.Loss.NOT_TOLD, "of a test"));
      during(Duration.ofMinutes(5));
      assertThat(watcher.listener()).isNotSameAs(old);
      old.changed(Set.of(A));
      old.missed();
      old.lost(FolderListener.Loss.NOT_TOLD, "once more");
      assertThat(looksDuring(Duration.ofMinutes(10))).isEmpty();
      assertThat(rounds.blind).isEmpty();
    }
  }

  /// The clock on the wall has gone on, the other one has not.
  @Test
  void afterASleepEverythingIsLookedAtAtOnce() throws Exception {
    try (Watching _ = start()) {
      during(Duration.ofMinutes(20));
      time.set(time.instant().plus(Duration.ofHours(8)));
      assertThat(looksDuring(Duration.ofSeconds(38))).containsExactly(ALL);
      time.set(time.instant().plusSeconds(5));
      assertThat(looksDuring(Duration.ofMinutes(2))).as("clocks are corrected").isEmpty();
    }
  }

  @Test
  void afterASleepNothingWaitsForAnEarlierFailure() throws Exception {
    try (Watching _ = start()) {
      rounds.failing = true;
      during(Duration.ofHours(3));
      rounds.failing = false;
      time.set(time.instant().plus(Duration.ofHours(8)));
      during(Duration.ofMinutes(19)); // a turn comes when the next round was due
      assertThat(during(Duration.ofMinutes(1))).isNotEmpty().doesNotContain(ALL);
    }
  }

  /// At 4, 8, 16 … seconds, a quarter more or less, and every 15 minutes in the end.
  @Test
  void aFailingRoundIsTriedAgainLaterAndLater() throws Exception {
    try (Watching _ = start()) {
      rounds.failing = true;
      during(ms(0));
      assertThat(during(Duration.ofSeconds(60))).hasSizeBetween(2, 4).containsOnly(ALL);
      assertThat(during(Duration.ofHours(2))).hasSizeBetween(8, 18);
      assertThat(during(Duration.ofHours(10))).hasSizeBetween(10 * 60 / 19, 10 * 60 / 11);
      rounds.failing = false;
      during(Duration.ofMinutes(19)); // it succeeds, and the storage is asked as usual again
      assertThat(during(Duration.ofMinutes(10))).hasSizeBetween(16, 27).containsOnly(NOTHING);
    }
  }

  @Test
  void aChangeShortensTheWaitAfterAFailureButNotBelowTenSeconds() throws Exception {
    try (Watching _ = start()) {
      rounds.failing = true;
      during(Duration.ofHours(3));
      time.advance(time.untilNext()); // one just failed, the next is far
      rounds.done.clear();
      watcher.tell(w -> w.changed(Set.of(A)));
      assertThat(during(ms(9_999))).isEmpty();
      assertThat(during(ms(1))).containsExactly(ALL);
    }
  }

  @Test
  void whoWantsItTriedNowDoesNotWait() throws Exception {
    try (Watching watching = start()) {
      rounds.failing = true;
      during(Duration.ofHours(3));
      watching.tryAgain();
      assertThat(during(ms(0))).containsExactly(ALL);
    }
  }

  /// Nobody says that the time of a pause is over.
  @Test
  void whatChangedDuringAPauseIsLookedAtWhenItsTimeIsOver() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      rounds.pausedUntil = time.instant().plus(Duration.ofMinutes(10));
      watcher.tell(w -> w.changed(Set.of(A)));
      assertThat(during(Duration.ofMinutes(10))).isEmpty();
      assertThat(during(ms(1))).containsExactly(Optional.of(Set.of(A)));
    }
  }

  @Test
  void aLongPauseIsSatOutQuietlyAndEndsWhenItIsEnded() throws Exception {
    rounds.pausedUntil = Instant.MAX;
    try (Watching watching = start()) {
      assertThat(during(Duration.ofHours(1))).isEmpty();
      assertThat(rounds.asked).isLessThanOrEqualTo(61);
      rounds.pausedUntil = Instant.MIN;
      watching.tryAgain();
      assertThat(during(ms(0))).containsExactly(ALL);
    }
  }

  /// A person sets the clock, or it jumps when the computer wakes up: a pause ends then, a minute late at most.
  @Test
  void aClockThatIsSetEndsAPause() throws Exception {
    try (Watching _ = start()) {
      during(ms(0));
      rounds.pausedUntil = time.instant().plus(Duration.ofDays(1));
      assertThat(during(Duration.ofMinutes(5))).isEmpty();
      time.set(time.instant().plus(Duration.ofDays(2)));
      assertThat(during(Duration.ofMinutes(1))).isNotEmpty();
    }
  }

  @Test
  void noFailureEndsIt() throws Exception {
    rounds.broken = new IllegalStateException("of a test");
    try (Watching _ = start()) {
      assertThat(during(ms(0))).containsExactly(ALL);
      rounds.broken = null;
      assertThat(during(Duration.ofSeconds(5))).contains(ALL);
    }
  }

  @Test
  void closedItNeitherListensNorGoesRound() throws Exception {
    Watching watching = start();
    during(ms(0));
    watching.close();
    assertThat(watcher.isWatching()).isFalse();
    assertThat(during(Duration.ofDays(1))).isEmpty();
    watching.close();
  }

  // On real threads.

  @Test
  void whatChangesInARealFolderIsLookedAt() throws Exception {
    try (Watching _ =
        Watching.start(rounds, folder, Optional.of(storage), SystemEffects.create())) {
      assertThat(rounds.next()).isEqualTo(ALL);
      Files.writeString(folder.resolve("a.txt"), "a");
      Optional<Set<LocalPath>> next = rounds.next();
      while (next.equals(NOTHING)) next = rounds.next();
      assertThat(next).contains(Set.of(LocalPath.ROOT));
    }
  }

  @Test
  void whatIsWrittenToARealStorageIsLookedAt() throws Exception {
    Files.createDirectories(storage.resolve("heads"));
    CountDownLatch told = new CountDownLatch(1);
    try (StorageWatch watch =
        new StorageWatch(Optional.of(storage), SystemEffects.create().places(), told::countDown)) {
      watch.begin();
      Files.writeString(storage.resolve("heads/1"), "a");
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closedItInterruptsWhatIsUnderWay() throws Exception {
    rounds.obstacle = new CountDownLatch(1);
    Watching watching =
        Watching.start(rounds, folder, Optional.of(storage), SystemEffects.create());
    assertThat(rounds.next()).isEqualTo(ALL);
    watching.close();
    assertThat(rounds.interrupted).isTrue();
  }

  @Test
  void aRoundThatAPauseHasStoppedIsDoneAnewAfterIt() throws Exception {
    try (Watching watching = start()) {
      during(ms(0));
      rounds.stopping = true;
      watcher.tell(w -> w.changed(Set.of(A)));
      assertThat(looksDuring(ms(300))).containsExactly(Optional.of(Set.of(A)));
      rounds.stopping = false;
      assertThat(during(Duration.ofMinutes(5))).isEmpty();
      rounds.pausedUntil = Instant.MIN;
      watching.tryAgain();
      assertThat(during(ms(0))).containsExactly(ALL);
    }
  }

  private final class NotedRounds implements Watching.Rounds {
    final List<Optional<Set<LocalPath>>> done = new ArrayList<>();
    final BlockingQueue<Optional<Set<LocalPath>>> queue = new LinkedBlockingQueue<>();
    Instant pausedUntil = Instant.MIN;
    final Mounts mounts = new Mounts();
    Set<LocalPath> beingWritten = Set.of();
    Optional<FolderListener.Loss> blind = Optional.empty();
    int asked;
    boolean failing;
    boolean stopping;
    @Nullable RuntimeException broken;
    volatile @Nullable CountDownLatch obstacle;
    volatile boolean interrupted;

    @Override
    public SyncReport round(Optional<Set<LocalPath>> folders)
        throws TidelockException, InterruptedException {
      done.add(folders);
      queue.add(folders);
      if (broken != null) throw broken;
      if (stopping) {
        pausedUntil = Instant.MAX;
        throw new StoppedException();
      }
      if (failing)
        throw new TidelockException(ErrorCode.STORAGE, "It is away.", "All is safe.", "Wait.");
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
    public void blind(Optional<FolderListener.Loss> why) {
      blind = why;
    }

    @Override
    public Mounts mounts() {
      return mounts;
    }

    @Override
    public Set<LocalPath> beingWritten() {
      return beingWritten;
    }

    @Override
    public Optional<Duration> pause() {
      asked++;
      if (!pausedUntil.isAfter(time.instant())) return Optional.empty();
      return Optional.of(
          pausedUntil.equals(Instant.MAX)
              ? Duration.ofDays(365_000_000)
              : Duration.between(time.instant(), pausedUntil));
    }

    Optional<Set<LocalPath>> next() throws InterruptedException {
      Optional<Set<LocalPath>> next = queue.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("a round within 30 s").isNotNull();
      return next;
    }
  }
}
