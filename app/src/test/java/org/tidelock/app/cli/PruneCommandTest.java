package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.PruneReport;
import org.tidelock.engine.PruneReport.Amount;

/// `prune`: what could be freed is said, and nothing is deleted.
final class PruneCommandTest extends CliFixture {
  private static PruneReport report() {
    return new PruneReport(
        new Amount(120, 1_900_000_000L),
        new Amount(100, 1_600_000_000L),
        new Amount(15, 220_000_000L),
        Optional.of(TestVault.NOON.plusSeconds(86_400)),
        new Amount(5, 80_000_000L));
  }

  @Test
  void whatNothingNeedsIsSaidWithWhatTheRestIsNeededFor() {
    TestVault vault = ready();
    vault.pruned = report();
    assertThat(run("prune", "--dry-run"))
        .isEqualTo(
            new Result(
                0,
                lines(
                    "In the storage: 120 packs, 1.9 GB",
                    "Needed by what is there now: 100 packs, 1.6 GB",
                    "Kept for the history: 15 packs, 220 MB; the first until 2026-11-25 13:00",
                    "Needed by nothing any more: 5 packs, 80 MB"),
                ""));
    assertThat(vault.calls).containsExactly("previewPrune", "close");
    assertThat(runAnew("prune", "--dry-run", "-q").out())
        .isEqualTo("Needed by nothing any more: 5 packs, 80 MB\n");
  }

  @Test
  void theDocumentHasAllOfIt() {
    ready().pruned = report();
    assertDocument(
        run("prune", "--dry-run", "--json"),
        """
        {"stored":{"packs":120,"bytes":1900000000},"present":{"packs":100,"bytes":1600000000},\
        "history":{"packs":15,"bytes":220000000},"historyUntil":"2026-11-25T12:00:00Z","unneeded":{"packs":5,"bytes":80000000}}""");
  }

  @Test
  void nothingIsCalledNothing() {
    ready();
    assertThat(run("prune", "--dry-run").out())
        .isEqualTo(
            lines(
                "In the storage: nothing",
                "Needed by what is there now: nothing",
                "Kept for the history: nothing",
                "Needed by nothing any more: nothing"));
  }

  @Test
  void toFreeStorageIsRefusedBeforeAnythingIsOpened() {
    ready();
    Result result = run("prune");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "tidelock: This version cannot free storage yet; a later one will. Nothing was changed."
                + " tidelock prune --dry-run says what could be freed. [USAGE]\n");
    assertThat(vaults.opened).isNull();
  }
}
