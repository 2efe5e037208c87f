package org.tidelock.app.ui.security;

import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.DrillReport.Read;
import org.tidelock.engine.DrillReport.Secret;

/// What a drill has shown and what it has not, in plain words.
final class DrillResult {
  /// More files are not named one by one.
  private static final int MOST = 4;

  private final PageContext context;
  private final Texts texts;
  private final Formats formats;
  private final DrillReport report;

  DrillResult(PageContext context, DrillReport report) {
    this.context = context;
    this.texts = context.texts();
    this.formats = context.formats();
    this.report = report;
  }

  void open() {
    var close = Ui.button(texts.get("drill.done"), context.layer()::close, "accent");
    close.setId("drill-done");
    var check =
        Ui.button(
            texts.get("drill.check"),
            () -> {
              context.layer().close();
              context.actions().checks().check(true);
            });
    check.setId("drill-check");
    context
        .layer()
        .open(
            report.isGood()
                ? new DialogCard(
                    Feather.CHECK_CIRCLE,
                    Tone.SUCCESS,
                    texts.get(isKit() ? "drill.good.kit" : "drill.good.passphrase"),
                    opened(),
                    body(),
                    close)
                : new DialogCard(
                    Feather.ALERT_TRIANGLE,
                    Tone.WARNING,
                    texts.get(isKit() ? "drill.bad.kit" : "drill.bad.passphrase"),
                    texts.get("drill.bad.body"),
                    body(),
                    close,
                    check));
  }

  private boolean isKit() {
    return report.by() == Secret.RECOVERY_KIT;
  }

  private String opened() {
    var said =
        texts.get(
            "drill.good.body",
            formats.moment(report.at()),
            report.devices(),
            report.files(),
            formats.size(report.bytes()));
    return isKit() ? said + " " + texts.get("drill.good.reminder") : said;
  }

  private VBox body() {
    var lines = new VBox(8);
    lines.setId("drill-lines");
    report.problems().stream().limit(MOST).map(this::line).forEach(lines.getChildren()::add);
    int more = report.problems().size() - MOST;
    if (more > 0) {
      lines
          .getChildren()
          .add(line(Feather.ALERT_TRIANGLE, Tone.WARNING, texts.get("drill.bad.more", more)));
    }
    lines.getChildren().add(read());
    report.read().stream()
        .filter(file -> file.beginning().isPresent())
        .findFirst()
        .ifPresent(file -> lines.getChildren().add(beginning(file)));
    if (report.isGood()) {
      lines.getChildren().add(new Note(Feather.INFO, notTested()));
    }
    return lines;
  }

  private Node read() {
    List<Read> read = report.read();
    if (read.isEmpty()) {
      return new Note(
          Feather.FILE, texts.get(report.isGood() ? "drill.read.none" : "drill.read.nothing"));
    }
    var names = String.join(", ", read.stream().limit(MOST).map(Read::path).toList());
    return line(
        Feather.CHECK,
        Tone.SUCCESS,
        texts.get(
            read.size() > MOST ? "drill.read.more" : "drill.read",
            read.size(),
            formats.size(read.stream().mapToLong(Read::bytes).sum()),
            names));
  }

  /// Whoever reads it knows the file again.
  private Node beginning(Read file) {
    var text = Ui.paragraph(file.beginning().orElseThrow(), "t-small");
    text.setMaxHeight(72);
    var inset =
        Ui.styled(
            Ui.column(
                4,
                Ui.paragraph(texts.get("drill.beginning", file.path()), "t-caption", "fg-muted"),
                text),
            "tl-inset");
    inset.setPadding(new Insets(12, 16, 12, 16));
    return inset;
  }

  private Node line(Problem problem) {
    var what = context.problem(problem.cause());
    return line(
        Feather.ALERT_TRIANGLE,
        Tone.WARNING,
        problem.path().map(path -> path + ": " + what.title()).orElse(what.title()));
  }

  private static Node line(Feather icon, Tone tone, String words) {
    return Ui.row(12, Icons.of(icon, 16, tone), Ui.grow(Ui.paragraph(words, "t-small")));
  }

  private String notTested() {
    var other = texts.get(isKit() ? "drill.not.passphrase" : "drill.not.kit");
    return report.signedIn() ? other + " " + texts.get("drill.not.server") : other;
  }
}
