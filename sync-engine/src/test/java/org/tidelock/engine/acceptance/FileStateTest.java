package org.tidelock.engine.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Issue;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.Vault;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet.Device;
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

  @Acceptance(101)
  @Test
  void whatChangedWithoutATraceIsFoundWithinThirtyDays() throws Exception {
    twoDevices();
    for (int i = 0; i < 40; i++) a.user().write("f" + i, "text " + (10 + i));
    settle();
    fleet.pass(Duration.ofHours(1));
    a.round();
    Operations before = a.operations();
    a.user().spoil("f7", "test 17");
    fleet.pass(Duration.ofHours(1));
    a.sync();
    assertThat(a.operations()).as("a look tells nothing").isEqualTo(before);
    int days = 0;
    while (a.operations().equals(before)) {
      assertThat(days++).isLessThan(30);
      for (int i = 0; i < 24; i++) {
        fleet.pass(Duration.ofHours(1));
        a.round();
      }
    }
    assertThat(a.operations()).isEqualTo(before.plus(0, 1, 0));
    assertThat(a.vault().issues())
        .anyMatch(i -> i.code().equals("LOC-19") && i.path().equals(Optional.of("f7")));
    assertThat(a.vault().issues()).filteredOn(i -> i.code().equals("LOC-19")).hasSize(1);
    b.sync();
    assertThat(b.user().read("f7")).isEqualTo("test 17");
    assertThat(b.vault().history("f7")).hasSize(2);
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

  @Acceptance(87)
  @Test
  void anEditThatKeepsSizeAndTimeIsFound() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.MAC);
    for (Device device : devices()) {
      device.user().write("f", "one text");
      settle();
      Instant time = device.user().modified("f");
      device.user().overwrite("f", 0, "two".getBytes(UTF_8));
      device.user().touch("f", time);
      assertAll(Map.of("f", "two text"));
    }
  }

  /// Where the disk tells of no change but size and time, it is found as long as both could be of the moment in which the engine looked.
  @Acceptance(value = 87, needs = "Windows")
  @Test
  void anEditWithinTheTickOfTheLookIsFoundOnAnyDisk() throws Exception {
    for (FileSystemMode mode : FileSystemMode.ALL) {
      fleet(FileSystemMode.LINUX, mode);
      b.user().write("f", "one text");
      b.sync();
      Instant time = b.user().modified("f");
      b.user().overwrite("f", 0, "two".getBytes(UTF_8));
      b.user().touch("f", time);
      assertAll(Map.of("f", "two text"));
    }
  }

  @Acceptance(89)
  @Test
  void anEditAtAnyMomentOfAnApplicationIsKept() throws Exception {
    twoDevices();
    a.user().write("f", "0");
    settle();
    boolean edited = true;
    for (int call = 1; edited && call < 400; call++) {
      a.user().write("f", "of a " + call);
      a.sync();
      String own = "of b, longer " + call;
      boolean[] done = new boolean[1];
      b.sync(
          call,
          () -> {
            b.user().write("f", own);
            done[0] = true;
          });
      edited = done[0];
      if (edited) {
        SortedMap<String, String> tree = same();
        assertThat(tree).as("at call " + call).containsValue(own);
        for (String copy : tree.keySet()) if (!copy.equals("f")) a.user().delete(copy);
      }
      settle();
    }
    assertThat(edited).as("it comes to an end").isFalse();
  }

  @Acceptance(value = 91, needs = "Windows")
  @Test
  void whatIsInUseIsTriedAgainAndTheOthersGoOn() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS);
    a.user().write("used", "1");
    a.user().write("free", "1");
    settle();
    b.trouble().use("used");
    b.user().write("used", "of b");
    b.user().write("free", "2");
    b.sync();
    a.sync();
    assertThat(a.tree()).isEqualTo(Map.of("used", "1", "free", "2"));
    b.trouble().release("used");
    assertAll(Map.of("used", "of b", "free", "2"));
    b.trouble().use("used");
    a.user().write("used", "of a");
    a.user().write("free", "3");
    a.sync();
    b.sync();
    assertThat(b.tree()).isEqualTo(Map.of("used", "of b", "free", "3"));
    b.trouble().release("used");
    assertAll(Map.of("used", "of a", "free", "3"));
  }

  /// The program that used it changes nothing when it ends, and nobody asks for a round.
  @Acceptance(value = 91, needs = "Windows")
  @Test
  void theWatchTriesAgainWhatWasInUse() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS);
    both("used", "1");
    b.trouble().use("used");
    b.user().write("used", "of b");
    try (Vault.Subscription _ = b.vault().watch()) {
      // By then the watch knows that this disk tells it nothing, and has looked at everything.
      fleet.pass(Duration.ofSeconds(30));
      assertThat(b.vault().issues()).extracting(Issue::code).contains("LOC-03");
      b.trouble().release("used");
      fleet.pass(Duration.ofSeconds(40));
      assertThat(b.vault().issues()).extracting(Issue::code).doesNotContain("LOC-03");
      a.sync();
      assertThat(a.user().read("used")).isEqualTo("of b");
    }
  }

  @Acceptance(93)
  @Test
  void savingByReplacingIsAnEdit() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS, FileSystemMode.STICK);
    a.user().write("f", "1");
    settle();
    for (Device device : devices()) {
      Operations before = a.operations();
      int size = 10 + devices().indexOf(device);
      device.user().save("f", "x".repeat(size));
      assertAll(Map.of("f", "x".repeat(size)));
      assertThat(a.operations()).isEqualTo(before.plus(0, 1, 0));
    }
    assertThat(a.vault().history("f")).hasSize(4);
    assertThat(a.vault().listDeleted("")).isEmpty();
  }

  @Acceptance(98)
  @Test
  void aDiskOnWhichTimesCannotBeSetComesToRest() throws Exception {
    twoDevices();
    b.trouble()
        .meddle(
            (call, paths) -> {
              if (call.contains("setModified") || call.contains("setTime"))
                throw new FileSystemException("", "", "Operation not permitted");
            });
    a.user().write("f", "1");
    a.user().touch("f", FINE);
    settle();
    assertThat(b.tree()).isEqualTo(Map.of("f", "1"));
    assertThat(a.user().modified("f")).isEqualTo(FINE);
    assertThat(b.user().modified("f")).isNotEqualTo(FINE);
    a.user().append("f", ", edited");
    a.user().touch("f", FINE.plusSeconds(100));
    assertAll(Map.of("f", "1, edited"));
    assertThat(a.user().modified("f")).isEqualTo(FINE.plusSeconds(100));
    b.user().write("f", "2");
    assertAll(Map.of("f", "2"));
  }

  @Acceptance(102)
  @Test
  void hardLinksAreFilesOfTheirOwn() throws Exception {
    twoDevices();
    a.user().write("f", "1");
    a.user().hardLink("f", "g");
    a.user().write("other", "x");
    assertAll(Map.of("f", "1", "g", "1", "other", "x"));
    b.user().write("f", "2");
    settle();
    assertThat(b.tree()).isEqualTo(a.tree()).isEqualTo(Map.of("f", "2", "g", "1", "other", "x"));
    a.user().hardLink("f", "h");
    a.user().append("f", ", both");
    assertAll(Map.of("f", "2, both", "g", "1", "h", "2, both", "other", "x"));
  }
}
