package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.core.Agenda.Round;
import org.tidelock.engine.local.LocalPath;

/// When the next round comes, and over what. Times are exact, as chance adds nothing here.
final class AgendaTest {
  private static final Round ALL = new Round(Optional.empty());
  private static final Round STORAGE_ONLY = new Round(Optional.of(Set.of()));

  /// Always the middle.
  private static final RandomGenerator STEADY =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public double nextDouble() {
          return 0.5;
        }
      };

  private long now = -Duration.ofHours(3).toNanos(); // such a clock may begin anywhere
  private final Agenda agenda = new Agenda(STEADY, now);

  @BeforeEach
  void theFirstRoundLooksAtEverythingAtOnce() {
    assertThat(isDue()).isTrue();
    assertThat(agenda.take(now)).isEqualTo(ALL);
    agenda.done(ALL, false, now);
  }

  @Test
  void aChangeIsLookedAtWhenItsFolderIsStill() {
    change("a");
    pass(Duration.ofMillis(200));
    change("b");
    pass(Duration.ofMillis(299));
    assertThat(isDue()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(agenda.take(now)).isEqualTo(round("a", "b"));
  }

  @Test
  void aFolderThatIsNeverStillIsLookedAtAllTheSame() {
    for (int i = 0; i < 300; i++) {
      change("a");
      pass(Duration.ofMillis(100));
      if (i < 299 && isDue()) poll();
    }
    assertThat(agenda.take(now)).isEqualTo(round("a"));
  }

  /// The poll comes while the folder is not still yet.
  @Test
  void aLookAtTheStorageKeepsWhatIsNotSettled() {
    pass(Duration.ofMillis(1900));
    change("a");
    pass(Duration.ofMillis(100));
    poll();
    pass(Duration.ofMillis(200));
    assertThat(agenda.take(now)).isEqualTo(round("a"));
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "4, 2", "6, 10", "11, 30", "16, 60", "50, 60"})
  void theStorageIsLookedAtLessTheLongerNothingMoved(int minutes, int seconds) {
    pass(Duration.ofMinutes(minutes));
    agenda.done(STORAGE_ONLY, false, now);
    assertThat(untilDue()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"4, 2", "6, 10", "11, 30", "16, 30", "50, 30"})
  void aStorageThatIsAFolderIsLookedAtEachHalfMinute(int minutes, int seconds) {
    agenda.storageIsFolder();
    pass(Duration.ofMinutes(minutes));
    agenda.done(STORAGE_ONLY, false, now);
    assertThat(untilDue()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void whatIsWrittenToTheStorageIsLookedAtSoonUnlessItFails() {
    pass(Duration.ofMinutes(20));
    agenda.done(STORAGE_ONLY, false, now);
    agenda.storageChanged(now);
    assertThat(untilDue()).isEqualTo(Duration.ofMillis(300));
    pass(Duration.ofMillis(300));
    poll();
    agenda.failed(now);
    Duration penalty = untilDue();
    agenda.storageChanged(now);
    assertThat(untilDue()).isEqualTo(penalty).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void whatMovesMakesItFrequentAgain() {
    pass(Duration.ofMinutes(20));
    agenda.done(STORAGE_ONLY, true, now);
    assertThat(untilDue()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void everythingIsLookedAtOnceAnHour() {
    pass(Duration.ofMinutes(59));
    assertThat(agenda.take(now)).isEqualTo(STORAGE_ONLY);
    pass(Duration.ofMinutes(1));
    assertThat(isDue()).isTrue();
    assertThat(agenda.take(now)).isEqualTo(ALL);
  }

  @Test
  void withoutAWatcherEverythingIsLookedAtEveryTwoMinutes() {
    agenda.goBlind();
    assertThat(agenda.take(now)).isEqualTo(ALL);
    agenda.done(ALL, false, now);
    pass(Duration.ofSeconds(119));
    assertThat(agenda.take(now)).isEqualTo(STORAGE_ONLY);
    pass(Duration.ofSeconds(1));
    assertThat(agenda.take(now)).isEqualTo(ALL);
  }

  @Test
  void afterAFailureTheNextTryLooksAtEverythingAndComesEverLater() {
    int[] seconds = {4, 8, 16, 32, 64, 128, 256, 512, 900, 900};
    for (int s : seconds) {
      agenda.failed(now);
      assertThat(untilDue()).isEqualTo(Duration.ofSeconds(s));
      pass(Duration.ofSeconds(s));
      assertThat(agenda.take(now)).isEqualTo(ALL);
    }
  }

  /// A computer that is offline for longer than an hour, or whose folder cannot be watched: it looked without a break.
  @Test
  void anOverdueLookAtEverythingDoesNotCutAPenaltyShort() {
    agenda.goBlind();
    pass(Duration.ofHours(2));
    agenda.failed(now);
    assertThat(isDue()).isFalse();
    assertThat(untilDue()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aChangeShortensAPenaltyButNotToNothing() {
    for (int i = 0; i < 9; i++) agenda.failed(now);
    pass(Duration.ofSeconds(3));
    change("a");
    pass(Duration.ofSeconds(1));
    assertThat(isDue()).isFalse();
    assertThat(untilDue()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void whoAsksToTryAgainNeedNotWait() {
    for (int i = 0; i < 9; i++) agenda.failed(now);
    agenda.tryAgain(now);
    assertThat(isDue()).isTrue();
    assertThat(agenda.take(now)).as("what failed was not looked at").isEqualTo(ALL);
    agenda.failed(now);
    assertThat(untilDue()).isEqualTo(Duration.ofSeconds(4));
  }

  private void poll() {
    assertThat(isDue()).isTrue();
    assertThat(agenda.take(now)).isEqualTo(STORAGE_ONLY);
    agenda.done(STORAGE_ONLY, false, now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void change(String folder) {
    agenda.changed(Set.of(LocalPath.of(folder)), now);
  }

  private boolean isDue() {
    return agenda.untilDue(now) <= 0;
  }

  private Duration untilDue() {
    return Duration.ofNanos(agenda.untilDue(now));
  }

  private static Round round(String... folders) {
    Set<LocalPath> paths = new java.util.HashSet<>();
    for (String folder : folders) paths.add(LocalPath.of(folder));
    return new Round(Optional.of(paths));
  }
}
