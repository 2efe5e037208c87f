package org.tidelock.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Speed;
import org.tidelock.engine.StorageReport.Verdict;

/// What came out when a storage was tried out, for people and for programs.
record Trial(String storage, StorageReport report) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Now there: " + there());
    report.identity().ifPresent(key -> lines.add("Server's key: " + Words.shown(key)));
    report.findings().forEach(f -> lines.add(mark(f.verdict()) + "  " + f.said().english()));
    report.speed().ifPresent(speed -> lines.add(words(speed)));
    report
        .room()
        .ifPresentOrElse(
            room -> lines.add("Room: " + Words.size(room)),
            () -> lines.add("Room: it does not say"));
    lines.add(
        report.isClean()
            ? "Nothing of the trial was left there."
            : "Something of the trial is left there: what begins with trial- in the folder Unfinished can be deleted. The rest of that folder may be of other devices.");
    return lines;
  }

  /// Of a storage that is not refused.
  String conclusion() {
    return switch (report.there()) {
      case EMPTY -> "A vault can lie here.";
      case VAULT -> "The storage does what a vault needs.";
      case FOREIGN -> "A vault can lie here, in a folder of its own.";
    };
  }

  private String there() {
    return switch (report.there()) {
      case EMPTY -> "nothing";
      case VAULT -> "a vault";
      case FOREIGN -> "other things, so that a new vault would want a folder of its own";
    };
  }

  private static String mark(Verdict verdict) {
    return switch (verdict) {
      case GOOD -> "good";
      case WEAK -> "weak";
      case BAD -> "BAD ";
    };
  }

  private static String words(Speed speed) {
    return String.format(
        Locale.ROOT,
        "Speed: answers in %d ms, takes %s a second, gives %s a second",
        speed.answer().toMillis(),
        Words.size(speed.sending()),
        Words.size(speed.receiving()));
  }

  Json json() {
    return Json.object()
        .put("storage", storage)
        .put("there", report.there())
        .put("usable", report.isUsable())
        .put("identity", report.identity())
        .list("findings", report.findings(), Trial::json)
        .put("room", report.room().stream().boxed().findFirst())
        .put("answerMillis", report.speed().map(speed -> speed.answer().toMillis()))
        .put("sending", report.speed().map(Speed::sending))
        .put("receiving", report.speed().map(Speed::receiving))
        .put("clean", report.isClean());
  }

  private static Json json(Finding finding) {
    return Json.object()
        .put("aspect", finding.aspect())
        .put("verdict", finding.verdict())
        .put("message", finding.said().english());
  }
}
