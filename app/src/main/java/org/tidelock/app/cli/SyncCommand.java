package org.tidelock.app.cli;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.SyncReport.Traffic;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = "Brings this device and the storage to agreement once, then exits.")
final class SyncCommand extends VaultCommand {
  @Option(names = "--preview", description = "Only say what would be done.")
  boolean preview;

  private volatile Optional<Vault> syncing = Optional.empty();

  SyncCommand(Context context) {
    super(context);
  }

  @Override
  Json failed(TidelockException problem) {
    return SyncView.failed(problem, moved());
  }

  @Override
  List<String> unfinished() {
    return moved().hasFiles() ? SyncView.lines(moved()) : List.of();
  }

  /// Nothing, as far as this process knows, if another one does it.
  private Traffic moved() {
    return syncing.map(Vault::moved).orElse(Traffic.NONE);
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
    syncing = Optional.of(vault);
    try (ProgressLine progress = ProgressLine.of(this, vault)) {
      report = vault.sync();
    }
    document(SyncView.json(report));
    SyncView.lines(report, this::say);
    return SyncView.exitCode(report);
  }
}
