package org.tidelock.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet.Operations;

/// Times, and what disks make of them.
final class FileStateTest extends FleetFixture {
  private static final Instant FINE = Instant.parse("2026-05-04T03:02:01.123456Z");

  @Acceptance(95)
  @Test
  void aDiskWithCoarseTimesTakesNothingFromThem() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.STICK, FileSystemMode.OLD_MAC);
    a.user().write("f", "text");
    a.user().touch("f", FINE);
    settle();
    assertThat(b.user().modified("f")).isNotEqualTo(FINE);
    Operations before = a.operations();
    long segments = segments();
    settle();
    assertThat(segments()).isEqualTo(segments);
    fleet.device(2).user().rename("f", "g");
    settle();
    assertThat(a.operations()).isEqualTo(before.plus(1, 0, 0));
    assertThat(a.user().modified("g")).as("renamed on a coarse disk").isEqualTo(FINE);
    b.user().append("g", ", edited");
    assertAll(Map.of("g", "text, edited"));
    assertThat(a.user().modified("g")).isEqualTo(b.user().modified("g"));
  }

  @Acceptance(94)
  @Test
  void timesOfAllAgesArrive() throws Exception {
    twoDevices();
    List<Instant> times =
        List.of(
            Instant.EPOCH,
            Instant.parse("1901-12-13T20:45:52Z"),
            Instant.parse("1969-12-31T23:59:59.5Z"),
            Instant.parse("2106-02-07T06:28:16Z"),
            Instant.parse("2200-01-01T00:00:00Z"));
    for (Instant time : times) {
      a.user().write("f" + times.indexOf(time), "text of " + time);
      a.user().touch("f" + times.indexOf(time), time);
    }
    same();
    for (Instant time : times)
      assertThat(b.user().modified("f" + times.indexOf(time))).isEqualTo(time);
  }

  @Acceptance(96)
  @Test
  void aShiftOfAllTimesSendsNoBytes() throws Exception {
    twoDevices();
    for (int i = 0; i < 150; i++) a.user().write("d/" + i, "text " + i);
    settle();
    long packs = packs();
    for (int i = 0; i < 150; i++)
      a.user().touch("d/" + i, a.user().modified("d/" + i).plus(Duration.ofHours(1)));
    List<SyncReport> reports = settle();
    assertThat(reports)
        .allMatch(r -> r.conflicts().isEmpty() && r.held().isEmpty())
        .allMatch(r -> r.sent().bytes() == 0 && r.received().files() == 0);
    assertThat(packs()).isEqualTo(packs);
    same();
  }

  @Acceptance(97)
  @Test
  void aClockThatIsYearsOffDecidesNothing() throws Exception {
    threeDevices();
    a.user().write("f", "base");
    a.user().write("gone", "base");
    settle();
    a.time().set(Instant.parse("1999-01-01T00:00:00Z"));
    b.time().set(Instant.parse("2077-01-01T00:00:00Z"));
    b.user().write("f", "of b, long ago to come");
    settle();
    a.user().write("f", "of a, who knew b's");
    assertAll(Map.of("f", "of a, who knew b's", "gone", "base"));
    a.user().write("gone", "edited by a");
    b.user().delete("gone");
    assertAll(Map.of("f", "of a, who knew b's", "gone", "edited by a"));
    assertThat(a.vault().listDeleted("")).isEmpty();
    for (int i = 0; i < 3; i++) a.time().advance(Duration.ofDays(40));
    settle();
    b.user().write("f", "of b");
    assertAll(Map.of("f", "of b", "gone", "edited by a"));
  }
}
