package org.tidelock.app.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.VerifyReport.Finding;

/// What a check of objects has found, in words: all of it if it is little, else what came first.
public final class FindingWords {
  private static final int MOST = 5;

  /// One of them.
  public record Line(Feather icon, Tone tone, String words) {
    public static Line good(String words) {
      return new Line(Feather.CHECK_CIRCLE, Tone.SUCCESS, words);
    }

    public static Line bad(String words) {
      return new Line(Feather.ALERT_TRIANGLE, Tone.WARNING, words);
    }
  }

  private final Texts texts;
  private final Function<? super Finding, String> otherHistory;

  /// @param otherHistory what is said of an object that shows another history than this device has seen, or an older one
  public FindingWords(Texts texts, Function<? super Finding, String> otherHistory) {
    this.texts = texts;
    this.otherHistory = otherHistory;
  }

  public List<Line> of(List<Finding> findings) {
    var lines = new ArrayList<Line>();
    for (var finding : findings.subList(0, Math.min(MOST, findings.size()))) {
      lines.add(new Line(Feather.ALERT_OCTAGON, Tone.DANGER, words(finding)));
    }
    if (findings.size() > MOST) {
      lines.add(Line.bad(texts.get("copy.found.more", findings.size() - MOST)));
    }
    return lines;
  }

  private String words(Finding finding) {
    var what =
        switch (finding.code()) {
          case ROLLBACK, FORK -> otherHistory.apply(finding);
          case MISSING -> texts.get("copy.found.missing", finding.object());
          default -> texts.get("copy.found.wrong", finding.object());
        };
    return finding.affected().isEmpty()
        ? what
        : what + " " + texts.get("copy.found.affects", String.join(", ", finding.affected()));
  }
}
