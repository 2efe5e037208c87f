package org.tidelock.app.cli;

import org.tidelock.engine.PruneReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description =
        "Says what in the storage nothing needs any more, and until when the history keeps the rest. This version deletes nothing.")
final class PruneCommand extends VaultCommand {
  @Option(names = "--dry-run", description = "Only say what could be freed.")
  boolean dryRun;

  PruneCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (!dryRun) {
      throw Problems.usage(
          "This version cannot free storage yet; a later one will.",
          "tidelock prune --dry-run says what could be freed.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    PruneReport report = vault.previewPrune();
    document(
        Json.object()
            .put("stored", json(report.stored()))
            .put("present", json(report.present()))
            .put("history", json(report.history()))
            .put("historyUntil", report.historyUntil())
            .put("unneeded", json(report.unneeded())));
    say("In the storage: " + words(report.stored()));
    say("Needed by what is there now: " + words(report.present()));
    say("Kept for the history: " + words(report.history()) + until(report));
    print("Needed by nothing any more: " + words(report.unneeded()));
    return 0;
  }

  private static Json json(PruneReport.Amount amount) {
    return Json.object().put("packs", amount.packs()).put("bytes", amount.bytes());
  }

  private static String words(PruneReport.Amount amount) {
    return amount.packs() == 0
        ? "nothing"
        : Words.count(amount.packs(), "pack", "packs") + ", " + Words.size(amount.bytes());
  }

  private String until(PruneReport report) {
    return report
        .historyUntil()
        .map(time -> "; the first until " + Words.time(time, context().clock().getZone()))
        .orElse("");
  }
}
