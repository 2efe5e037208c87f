package org.tidelock.app.cli;

import java.util.Comparator;
import org.tidelock.engine.ErrorCode;
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

  VerifyCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    VerifyReport report;
    try (ProgressLine progress = ProgressLine.of(this)) {
      report = vault.verify(deep, progress);
    }
    document(
        Json.object()
            .put("deep", report.deep())
            .put("objects", report.objects())
            .put("bytes", report.bytes())
            .list("findings", report.findings(), VerifyCommand::json));
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
