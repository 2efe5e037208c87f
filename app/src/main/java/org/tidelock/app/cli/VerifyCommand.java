package org.tidelock.app.cli;

import org.tidelock.engine.RepairReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VerifyReport;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = "Checks every object of the vault, and says what is damaged or missing.")
final class VerifyCommand extends VaultCommand {
  @Option(names = "--deep", description = "Read and check every byte, not only names and sizes.")
  boolean deep;

  @Option(
      names = "--repair",
      description =
          "Mend what this device can: put back objects that it has kept, and send files anew.")
  boolean repair;

  VerifyCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    if (repair) {
      return repair(vault);
    }
    VerifyReport report;
    try (ProgressLine progress = ProgressLine.of(this)) {
      report = vault.verify(deep, progress);
    }
    document(Findings.json(report));
    return Findings.tell(report, this);
  }

  private int repair(Vault vault) throws TidelockException, InterruptedException {
    RepairReport report;
    try (ProgressLine progress = ProgressLine.of(this)) {
      report = vault.repair(deep, progress);
    }
    document(
        Findings.json(report.left())
            .put(
                "repaired",
                Json.object().put("objects", report.objects()).put("files", report.files()))
            .strings("lost", report.lost()));
    say("Put back: " + Words.count(report.objects(), "object", "objects"));
    say("Sent anew: " + Words.files(report.files()));
    report
        .lost()
        .forEach(path -> print("Not on this computer, try it on another: " + Words.shown(path)));
    if (!report.lost().isEmpty()) say("If no other has them: tidelock undo --lost gives them up");
    int exit = Findings.tell(report.left(), this);
    if (exit != 0 && report.lost().isEmpty()) {
      say("All present files are whole; what is damaged is needed for earlier versions only");
    }
    return exit;
  }
}
