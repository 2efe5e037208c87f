package org.tidelock.app.cli;

import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = "Brings this device and the storage to agreement once, then exits.")
final class SyncCommand extends VaultCommand {
  @Option(names = "--preview", description = "Only say what would be done.")
  boolean preview;

  SyncCommand(Context context) {
    super(context);
  }

  @Override
  Json failed(TidelockException problem) {
    return SyncView.failed(problem);
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    if (preview) {
      SyncPreview seen = vault.preview();
      document(SyncView.json(seen));
      SyncView.lines(seen, this::print);
      return 0;
    }
    SyncReport report;
    try (ProgressLine progress = ProgressLine.of(this, vault)) {
      report = vault.sync();
    }
    document(SyncView.json(report));
    SyncView.lines(report, this::say);
    return SyncView.exitCode(report);
  }
}
