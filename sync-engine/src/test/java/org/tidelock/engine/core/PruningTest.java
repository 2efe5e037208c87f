package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.PruneReport;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet;

/// What of the storage of real engines is needed, as time passes.
final class PruningTest {
  private static final FileSystemMode MODE = FileSystemMode.LINUX;

  private static PruneReport look(SimFleet fleet) throws Exception {
    PruneReport report = fleet.device(0).vault().previewPrune();
    assertThat(report.stored().packs()).isEqualTo(fleet.objects("packs"));
    assertThat(report.present().packs() + report.history().packs() + report.unneeded().packs())
        .isEqualTo(report.stored().packs());
    return report;
  }

  /// Two at a time: a longer step does not count as a whole.
  private static void days(SimFleet fleet, int days) throws Exception {
    for (int day = 0; day < days; day += 2) {
      fleet.pass(Duration.ofDays(2));
      fleet.device(0).sync();
    }
  }

  @Test
  void whatWasReplacedOrDeletedIsKeptForTheHistoryAndThenNeededByNothing() throws Exception {
    try (SimFleet fleet = SimFleet.of(MODE, MODE)) {
      fleet.device(0).user().write("edited", "first");
      fleet.settle();
      fleet.device(1).user().write("edited", "second");
      fleet.device(1).user().write("deleted", "gone soon");
      fleet.settle();
      fleet.device(0).user().delete("deleted");
      fleet.settle();
      PruneReport now = look(fleet);
      assertThat(now.unneeded()).isEqualTo(PruneReport.Amount.NONE);
      // The pack of the second edit has what was deleted, too.
      assertThat(now.history().packs()).isEqualTo(1);
      assertThat(now.historyUntil()).isPresent();
      days(fleet, 34);
      assertThat(look(fleet).unneeded().packs()).isEqualTo(1);
      assertThat(look(fleet).history()).isEqualTo(PruneReport.Amount.NONE);
    }
  }

  @Test
  void whatADeletedFileWasLastIsKeptForAYear() throws Exception {
    try (SimFleet fleet = SimFleet.of(MODE)) {
      fleet.device(0).user().write("deleted", "gone soon");
      fleet.settle();
      fleet.device(0).user().delete("deleted");
      fleet.settle();
      days(fleet, 32);
      fleet.pass(Duration.ofDays(332));
      assertThat(look(fleet).history().packs()).isEqualTo(1);
      fleet.pass(Duration.ofDays(9));
      assertThat(look(fleet).unneeded().packs()).isEqualTo(1);
    }
  }

  /// A copy refers to the same chunks.
  @Test
  void whatACopyStillHasIsNeeded() throws Exception {
    try (SimFleet fleet = SimFleet.of(MODE)) {
      fleet.device(0).user().write("one", "the same");
      fleet.settle();
      fleet.device(0).user().write("two", "the same");
      fleet.settle();
      fleet.device(0).user().delete("one");
      fleet.settle();
      days(fleet, 32);
      fleet.pass(Duration.ofDays(400));
      PruneReport later = look(fleet);
      assertThat(later.unneeded()).isEqualTo(PruneReport.Amount.NONE);
      assertThat(later.history()).isEqualTo(PruneReport.Amount.NONE);
    }
  }
}
