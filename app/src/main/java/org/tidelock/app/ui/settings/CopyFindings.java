package org.tidelock.app.ui.settings;

import java.util.ArrayList;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.FindingWords;
import org.tidelock.app.ui.FindingWords.Line;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.phrase.Body;

/// What was found in a second copy, in words.
final class CopyFindings {
  private final Texts texts;
  private final Formats formats;
  private final FindingWords findings;

  CopyFindings(Texts texts, Formats formats) {
    this.texts = texts;
    this.formats = formats;
    this.findings = new FindingWords(texts, this::otherHistory);
  }

  private String otherHistory(Finding finding) {
    var body =
        finding.code() == ErrorCode.ROLLBACK ? Body.MIRROR_SHOWS_NEWER : Body.MIRROR_SHOWS_OTHER;
    return formats.say(body.of(finding.object()));
  }

  List<Line> of(MirrorReport report) {
    var lines = new ArrayList<Line>();
    var size = formats.size(report.bytes());
    if (report.isComplete()) {
      lines.add(Line.good(texts.get("copy.updated", report.objects(), size)));
    } else {
      lines.add(Line.bad(texts.get("copy.lacks", report.missing(), report.objects(), size)));
    }
    if (report.copied() > 0) {
      var copied = formats.size(report.copiedBytes());
      var words = texts.get("copy.copied", report.copied(), copied);
      lines.add(new Line(Feather.ARROW_UP, Tone.NEUTRAL, words));
    }
    lines.addAll(findings.of(report.findings()));
    return lines;
  }

  List<Line> of(VerifyReport report) {
    var lines = new ArrayList<Line>();
    lines.add(
        report.findings().isEmpty()
            ? Line.good(texts.get("copy.checked", report.objects(), formats.size(report.bytes())))
            : Line.bad(
                texts.get("copy.checked.wrong", report.findings().size(), report.objects())));
    lines.addAll(findings.of(report.findings()));
    return lines;
  }

  /// Whether something is there that is not as it was written.
  static boolean isDamaged(VerifyReport report) {
    return report.findings().stream()
        .anyMatch(f -> f.code() == ErrorCode.INTEGRITY || f.code() == ErrorCode.LIMIT);
  }

  List<Line> of(RepairReport report) {
    var lines = new ArrayList<Line>();
    if (report.objects() > 0) {
      lines.add(Line.good(texts.get("copy.mended", report.objects())));
    }
    lines.addAll(of(report.left()));
    return lines;
  }
}
