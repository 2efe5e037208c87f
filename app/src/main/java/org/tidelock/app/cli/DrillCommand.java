package org.tidelock.app.cli;

import java.util.Comparator;
import java.util.List;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.DrillReport.Read;
import org.tidelock.engine.DrillReport.Secret;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Proves that the recovery kit (--recovery-key or --recovery-key-file), or else the passphrase, opens the vault from its storage alone: as a new computer would, reading back a few files. Changes nothing.")
final class DrillCommand extends OwnerCommand {
  DrillCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    Unlock tried = owner();
    DrillReport report;
    try (ProgressLine progress = ProgressLine.of(this)) {
      report = vault.drill(tried, progress);
    }
    document(json(report));
    tell(report);
    return report.problems().stream()
        .map(problem -> problem.cause().code())
        .min(Comparator.naturalOrder())
        .map(ErrorCode::exitCode)
        .orElse(0);
  }

  private static Json json(DrillReport report) {
    return Json.object()
        .put("by", report.by())
        .put("at", report.at())
        .put("good", report.isGood())
        .put("devices", report.devices())
        .put("changes", report.changes())
        .put("files", report.files())
        .put("bytes", report.bytes())
        .list("read", report.read(), DrillCommand::json)
        .list("problems", report.problems(), DrillCommand::json)
        .put("signedIn", report.signedIn());
  }

  private static Json json(Read read) {
    return Json.object()
        .put("path", read.path())
        .put("size", read.size())
        .put("bytes", read.bytes());
  }

  private static Json json(Problem problem) {
    return Json.object()
        .put("code", problem.cause().code().name())
        .put("path", problem.path())
        .put("object", problem.cause().object())
        .put("message", problem.cause().whatHappened());
  }

  private void tell(DrillReport report) {
    boolean isKit = report.by() == Secret.RECOVERY_KIT;
    print((isKit ? "The recovery kit" : "The passphrase") + " opens this vault");
    say(
        "Opened from the storage alone: "
            + Words.count(report.devices(), "device", "devices")
            + ", "
            + Words.count(report.changes(), "change", "changes")
            + ", "
            + Words.filesAndSize(report.files(), report.bytes()));
    report.problems().forEach(this::tell);
    tellRead(report.read());
    if (report.isGood()) {
      say(notTried(report, isKit));
    }
  }

  private void tellRead(List<Read> read) {
    if (read.isEmpty()) {
      say("Read back: nothing");
      return;
    }
    long bytes = read.stream().mapToLong(Read::bytes).sum();
    say(
        "Read back, each byte as the vault says: "
            + Words.filesAndSize(read.size(), bytes)
            + ", such as "
            + Words.shown(read.getFirst().path()));
  }

  private void tell(Problem problem) {
    print(
        "Found: "
            + problem.path().map(path -> Words.shown(path) + ": ").orElse("")
            + Words.shown(problem.cause().whatHappened())
            + " "
            + problem.cause().whatToDo()
            + " ["
            + problem.cause().code()
            + "]");
  }

  private static String notTried(DrillReport report, boolean isKit) {
    StringBuilder out =
        new StringBuilder("Not tried: the other files (tidelock verify --deep reads all); ")
            .append(isKit ? "the passphrase" : "the recovery kit (--recovery-key)");
    if (report.signedIn()) {
      out.append(
          "; whether you can sign in to the storage from another computer: this one's sign-in was used");
    }
    return out.toString();
  }
}
