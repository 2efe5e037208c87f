package org.tidelock.app.ui.settings;

import java.util.ArrayList;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.phrase.Body;

/// What was found in a second copy, in words: all of it if it is little, else what came first.
final class CopyFindings {
  private static final int MOST = 5;

  /// One of them.
  record Line(Feather icon, Tone tone, String words) {}

  private final Texts texts;
  private final Formats formats;

  CopyFindings(Texts texts, Formats formats) {
    this.texts = texts;
    this.formats = formats;
  }

  List<Line> of(MirrorReport report) {
    var lines = new ArrayList<Line>();
    var size = formats.size(report.bytes());
    if (report.isComplete()) {
      lines.add(good(texts.get("copy.updated", report.objects(), size)));
    } else {
      lines.add(bad(texts.get("copy.lacks", report.missing(), report.objects(), size)));
    }
    if (report.copied() > 0) {
      var copied = formats.size(report.copiedBytes());
      var words = texts.get("copy.copied", report.copied(), copied);
      lines.add(new Line(Feather.ARROW_UP, Tone.NEUTRAL, words));
    }
    lines.addAll(of(report.findings()));
    return lines;
  }

  List<Line> of(VerifyReport report) {
    var lines = new ArrayList<Line>();
    lines.add(
        report.findings().isEmpty()
            ? good(texts.get("copy.checked", report.objects(), formats.size(report.bytes())))
            : bad(texts.get("copy.checked.wrong", report.findings().size(), report.objects())));
    lines.addAll(of(report.findings()));
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
      lines.add(good(texts.get("copy.mended", report.objects())));
    }
    lines.addAll(of(report.left()));
    return lines;
  }

  private List<Line> of(List<Finding> findings) {
    var lines = new ArrayList<Line>();
    for (var finding : findings.subList(0, Math.min(MOST, findings.size()))) {
      lines.add(new Line(Feather.ALERT_OCTAGON, Tone.DANGER, words(finding)));
    }
    if (findings.size() > MOST) {
      lines.add(bad(texts.get("copy.found.more", findings.size() - MOST)));
    }
    return lines;
  }

  private String words(Finding finding) {
    var what =
        switch (finding.code()) {
          case ROLLBACK -> formats.say(Body.MIRROR_SHOWS_NEWER.of(finding.object()));
          case FORK -> formats.say(Body.MIRROR_SHOWS_OTHER.of(finding.object()));
          case MISSING -> texts.get("copy.found.missing", finding.object());
          default -> texts.get("copy.found.wrong", finding.object());
        };
    return finding.affected().isEmpty()
        ? what
        : what + " " + texts.get("copy.found.affects", String.join(", ", finding.affected()));
  }

  private static Line good(String words) {
    return new Line(Feather.CHECK_CIRCLE, Tone.SUCCESS, words);
  }

  private static Line bad(String words) {
    return new Line(Feather.ALERT_TRIANGLE, Tone.WARNING, words);
  }
}
