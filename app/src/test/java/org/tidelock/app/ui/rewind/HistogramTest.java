package org.tidelock.app.ui.rewind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.rewind.Histogram.Range;
import org.tidelock.engine.ChangeBatch;

/// Changes in bars.
final class HistogramTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:33:00Z");

  private static ChangeBatch batch(String at, long changes) {
    var from = Instant.parse(at);
    return new ChangeBatch("x", "a", true, from, from.plusSeconds(9), 0, changes, 0, 0, "");
  }

  private static Histogram of(Range range, Instant point, ChangeBatch... batches) {
    return Histogram.of(List.of(batches), range, NOW, point, ZoneOffset.UTC);
  }

  @Test
  void eachBarHasTheChangesOfItsTimeAndTheLastOneIsNotOver() {
    var day =
        of(
            Range.DAY,
            NOW,
            batch("2026-11-24T14:29:59Z", 1),
            batch("2026-11-24T14:30:00Z", 2),
            batch("2026-11-24T14:32:00Z", 4),
            batch("2026-11-23T15:00:00Z", 8),
            batch("2026-11-23T14:59:59Z", 16));
    assertThat(day.end()).isEqualTo("2026-11-24T15:00:00Z");
    assertThat(day.start()).isEqualTo("2026-11-23T15:00:00Z");
    assertThat(day.bars()).hasSize(48);
    assertThat(day.bars().subList(46, 48)).containsExactly(1L, 6L);
    assertThat(day.bars().getFirst()).isEqualTo(8);
    assertThat(day.most()).isEqualTo(8);
  }

  @Test
  void aPointBeforeWhatIsSeenIsBroughtIntoView() {
    var point = Instant.parse("2025-01-10T08:00:00Z");
    for (var range : Range.values()) {
      var seen = of(range, point, batch("2025-01-10T07:59:00Z", 3));
      assertThat(seen.share(point)).as(range + "").isBetween(.6, .8);
      assertThat(seen.most()).isEqualTo(3);
      assertThat(seen.at(seen.share(point)))
          .isBetween(point.minus(Duration.ofSeconds(1)), point.plus(Duration.ofSeconds(1)));
    }
  }

  @Test
  void barsBeginAtFullHoursOfThePersonsDay() {
    var kathmandu = ZoneId.of("Asia/Kathmandu"); // a quarter of an hour beside all others
    var month = Histogram.of(List.of(), Range.MONTH, NOW, NOW, kathmandu);
    assertThat(month.end().atZone(kathmandu).toLocalTime()).hasToString("00:00");
    var year = Histogram.of(List.of(), Range.YEAR, NOW, NOW, kathmandu);
    assertThat(year.end().atZone(kathmandu).toLocalDate()).hasToString("2026-11-25");
  }

  @Test
  void placesAreWithinTheLine() {
    var week = of(Range.WEEK, NOW);
    assertThat(week.share(week.start().minusSeconds(5))).isZero();
    assertThat(week.share(week.end().plusSeconds(5))).isEqualTo(1);
    assertThat(week.at(-1)).isEqualTo(week.start());
    assertThat(week.at(2)).isEqualTo(week.end());
    assertThat(week.from(1)).isEqualTo(week.start().plus(Duration.ofHours(3)));
  }
}
