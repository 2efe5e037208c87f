package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;

/// Nothing leaves the trash for good because a clock is wrong.
final class DaysAtWorkTest {
  private static final LocalDate DAY = LocalDate.parse("2026-06-03");

  private final Database db = Database.temporary();
  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
  private final DaysAtWork days = new DaysAtWork(Tables.over(db), time);

  @AfterEach
  void close() {
    db.close();
  }

  private void pass(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      assertThat(days.settled(Set.of(DAY))).isEmpty();
      time.advance(Duration.ofDays(1));
    }
  }

  @Test
  void aDayIsSettledAfterSoManyDaysAtWork() throws Exception {
    pass(DaysAtWork.SETTLED);
    assertThat(days.settled(Set.of(DAY, DAY.plusDays(7)))).containsExactly(DAY);
    assertThat(new DaysAtWork(Tables.over(db), time).settled(Set.of(DAY))).containsExactly(DAY);
  }

  @Acceptance(97)
  @Test
  void aClockThatJumpsIsOneDayMore() throws Exception {
    pass(1);
    time.set(Instant.parse("2036-01-01T12:00:00Z"));
    assertThat(days.settled(Set.of(DAY))).isEmpty();
    time.set(Instant.parse("2001-01-01T12:00:00Z"));
    assertThat(days.settled(Set.of(DAY))).isEmpty();
  }

  /// A whole look an hour.
  @Test
  void howOftenItLooksInADayDoesNotMatter() throws Exception {
    for (int i = 0; i < 12; i++) {
      assertThat(days.settled(Set.of(DAY))).isEmpty();
      time.advance(Duration.ofMinutes(40));
    }
  }

  @Test
  void whatIsDoneOnceADayIsDoneOnTheFirstLook() throws Exception {
    for (int day = 0; day < 3; day++) {
      assertThat(days.isFirst("x")).isTrue();
      assertThat(days.isFirst("x")).isFalse();
      time.advance(Duration.ofDays(1));
    }
  }

  @Test
  void whatLeftTheTrashIsForgotten() throws Exception {
    pass(DaysAtWork.SETTLED);
    assertThat(days.settled(Set.of())).isEmpty();
    pass(DaysAtWork.SETTLED);
    assertThat(days.settled(Set.of(DAY))).containsExactly(DAY);
  }
}
