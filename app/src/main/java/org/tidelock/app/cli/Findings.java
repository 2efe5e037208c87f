package org.tidelock.app.cli;

import java.util.Comparator;
import java.util.List;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;

/// What a check of objects has found, for people and for programs.
final class Findings {
  private Findings() {}

  static Json json(VerifyReport report) {
    return Json.object()
        .put("deep", report.deep())
        .put("objects", report.objects())
        .put("bytes", report.bytes())
        .list("findings", report.findings(), Findings::json);
  }

  static Json json(Finding finding) {
    return Json.object()
        .put("code", finding.code().name())
        .put("object", finding.object())
        .put("message", finding.message())
        .strings("affected", finding.affected());
  }

  /// @return the exit code
  static int tell(VerifyReport report, Command command) {
    tell(report.findings(), command);
    command.say(
        "Checked: "
            + Words.count(report.objects(), "object", "objects")
            + ", "
            + Words.size(report.bytes())
            + (report.deep() ? ", every byte" : ", names and sizes"));
    command.say(
        report.findings().isEmpty()
            ? "All is well"
            : Words.count(report.findings().size(), "object needs", "objects need") + " attention");
    return exitCode(report.findings());
  }

  static void tell(List<Finding> findings, Command command) {
    for (Finding finding : findings) {
      command.print(
          "Found: "
              + Words.shown(finding.object())
              + ": "
              + Words.shown(finding.message())
              + " ["
              + finding.code()
              + "]");
      finding.affected().forEach(path -> command.print("  affects " + Words.shown(path)));
    }
  }

  /// That of the worst; 0 if there are none.
  static int exitCode(List<Finding> findings) {
    return findings.stream()
        .map(Finding::code)
        .min(Comparator.naturalOrder())
        .map(ErrorCode::exitCode)
        .orElse(0);
  }
}
