package org.tidelock.app.cli;

import java.util.Comparator;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
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
    document(json(report));
    return tell(report);
  }

  private int repair(Vault vault) throws TidelockException, InterruptedException {
    RepairReport report;
    try (ProgressLine progress = ProgressLine.of(this)) {
      report = vault.repair(deep, progress);
    }
    document(
        json(report.left())
            .put(
                "repaired",
                Json.object().put("objects", report.objects()).put("files", report.files()))
            .strings("lost", report.lost()));
    say("Put back: " + Words.count(report.objects(), "object", "objects"));
    say("Sent anew: " + Words.files(report.files()));
    report
        .lost()
        .forEach(path -> print("Not on this computer, try it on another: " + Words.shown(path)));
    int exit = tell(report.left());
    if (exit != 0 && report.lost().isEmpty()) {
      say("All present files are whole; what is damaged is needed for earlier versions only");
    }
    return exit;
  }

  private static Json json(VerifyReport report) {
    return Json.object()
        .put("deep", report.deep())
        .put("objects", report.objects())
        .put("bytes", report.bytes())
        .list("findings", report.findings(), VerifyCommand::json);
  }

  private int tell(VerifyReport report) {
    for (Finding finding : report.findings()) {
      print(
          "Found: "
              + Words.shown(finding.object())
              + ": "
              + Words.shown(finding.message())
              + " ["
              + finding.code()
              + "]");
      finding.affected().forEach(path -> print("  affects " + Words.shown(path)));
    }
    say(
        "Checked: "
            + Words.count(report.objects(), "object", "objects")
            + ", "
            + Words.size(report.bytes())
            + (report.deep() ? ", every byte" : ", names and sizes"));
    say(
        report.findings().isEmpty()
            ? "All is well"
            : Words.count(report.findings().size(), "object needs", "objects need") + " attention");
    return report.findings().stream()
        .map(Finding::code)
        .min(Comparator.naturalOrder())
        .map(ErrorCode::exitCode)
        .orElse(0);
  }

  private static Json json(Finding finding) {
    return Json.object()
        .put("code", finding.code().name())
        .put("object", finding.object())
        .put("message", finding.message())
        .strings("affected", finding.affected());
  }
}
