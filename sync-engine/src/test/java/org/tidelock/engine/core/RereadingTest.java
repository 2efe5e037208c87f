package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.MetaTable;

/// Which files are read though they look unchanged.
final class RereadingTest {
  private static final int MONTH = 30 * 24;

  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:10:00Z"));
  private final List<NodeId> files = new ArrayList<>();
  private final Database db = Database.temporary();
  private Rereading rereading;

  @BeforeEach
  void someFiles() {
    Random random = new Random(101);
    for (int i = 0; i < 2_000; i++) {
      byte[] id = new byte[16];
      random.nextBytes(id);
      files.add(NodeId.of(id));
    }
    rereading = new Rereading(new MetaTable(db), time);
    assertThat(look()).as("nothing at first").isEmpty();
  }

  @AfterEach
  void close() {
    db.close();
  }

  private List<NodeId> look() {
    Rereading.Due due = rereading.due();
    rereading.done(due);
    return files.stream().filter(due).toList();
  }

  @Test
  void eachFileOnceInThirtyDaysAndFewAtATime() throws Exception {
    List<NodeId> read = new ArrayList<>();
    for (int hour = 0; hour < MONTH; hour++) {
      time.advance(Duration.ofHours(1));
      List<NodeId> now = look();
      assertThat(now).hasSizeLessThan(20);
      read.addAll(now);
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(files);
  }

  @Test
  void withinAnHourNothingIsReadTwice() throws Exception {
    time.advance(Duration.ofHours(20));
    assertThat(look()).isNotEmpty();
    time.advance(Duration.ofMinutes(20));
    assertThat(look()).isEmpty();
  }

  @Test
  void aDayAtMostIsMadeUpFor() throws Exception {
    time.advance(Duration.ofDays(12));
    assertThat(look()).hasSizeBetween(30, 110);
    assertThat(look()).isEmpty();
  }

  @Test
  void whatWasNotDoneIsDueStill() throws Exception {
    time.advance(Duration.ofHours(20));
    rereading.due();
    assertThat(look()).isNotEmpty();
  }

  @Test
  void aClockThatGoesBackBeginsAnew() throws Exception {
    time.advance(Duration.ofHours(20));
    look();
    time.set(time.instant().minus(Duration.ofDays(400)));
    assertThat(look()).isEmpty();
    time.advance(Duration.ofHours(20));
    assertThat(look()).isNotEmpty();
  }
}
