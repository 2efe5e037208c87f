package org.tidelock.app.ui.issues;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.GapLine;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.issues.StopWays.Way;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.Setback;

/// Why syncing has stopped, or the storage takes nothing: what happened, whether data is safe, and each way on. To try again is the safe answer: it changes
/// nothing if all is as it was.
final class StopDialog {
  private static final Logger LOG = LoggerFactory.getLogger(StopDialog.class);

  private final PageContext context;
  private final Texts texts;
  private final Issue issue;
  private final StopWords words;
  private final StopWays ways;

  private StopDialog(PageContext context, Issue issue, Optional<Mirror> copy) {
    this.context = context;
    this.texts = context.texts();
    this.issue = issue;
    this.words = StopWords.of(issue, context);
    this.ways = new StopWays(context, issue, copy.isPresent());
  }

  /// Looks first whether there is a second copy, which is a way on.
  static void open(PageContext context, Issue issue) {
    context
        .ui()
        .tasks()
        .<Optional<Mirror>>run(
            () -> context.vault().mirror(),
            copy -> new StopDialog(context, issue, copy).open(),
            failure ->
                context
                    .layer()
                    .toast(
                        Feather.ALERT_TRIANGLE, Tone.WARNING, context.problem(failure).sentence()));
  }

  private void open() {
    var parts = new ArrayList<Node>();
    // Only of the history can be counted what is missing.
    boolean isOfHistory = issue.path().filter(object -> object.startsWith("log/")).isPresent();
    if (issue.code().equals("ROLLBACK") && isOfHistory) {
      parts.add(gap());
    }
    words.note().ifPresent(note -> parts.add(new Note(Feather.PAUSE_CIRCLE, note)));
    waiting().ifPresent(parts::add);
    if (!ways.rows().isEmpty()) {
      parts.add(rows(ways.rows()));
    }
    parts.add(details());
    var buttons = new ArrayList<Button>(ways.direct().stream().map(this::button).toList());
    boolean again = !issue.code().equals(Issue.DEVICE_REMOVED);
    var later = Ui.button(texts.get(again ? "stop.later" : "stop.close"), context.layer()::close);
    later.setId("stop-later");
    if (again) {
      buttons.addFirst(later);
    } else {
      later.getStyleClass().add("accent");
    }
    var safe = again ? tryAgain() : later;
    context
        .layer()
        .open(
            new DialogCard(
                    words.icon(),
                    words.tone(),
                    words.title(),
                    words.body(),
                    Ui.column(16, parts.toArray(Node[]::new)),
                    safe,
                    buttons.toArray(Button[]::new))
                .onEscape(context.layer()::close));
  }

  private Button tryAgain() {
    var button =
        Ui.button(
            Feather.REFRESH_CW,
            texts.get("issues.tryAgain"),
            () -> {
              context.layer().close();
              context.actions().syncNow();
            },
            "accent");
    button.setId("stop-try-again");
    return button;
  }

  private Button button(Way way) {
    var button = Ui.button(way.button(), () -> go(way));
    button.setId(way.id());
    return button;
  }

  private void go(Way way) {
    context.layer().close();
    way.run().run();
  }

  private Node rows(List<Way> shown) {
    var card = new Card();
    for (var way : shown) {
      var button = Ui.button(way.button(), () -> go(way), "small");
      button.setId(way.id());
      button.setAccessibleText(way.title() + ", " + way.button());
      card.getChildren().add(new SettingRow(way.title(), way.body(), button));
    }
    ((SettingRow) card.getChildren().getLast()).last();
    return card;
  }

  /// What exists only here as long as this lasts.
  private Optional<Node> waiting() {
    var status = context.model().status();
    return status.waiting() == 0
        ? Optional.empty()
        : Optional.of(
            Note.inset(
                Feather.CLOCK,
                texts.get(
                    "stop.waiting",
                    status.waiting(),
                    context.formats().size(status.waitingBytes()))));
  }

  /// The storage is asked, which may take its time.
  private Node gap() {
    var place = new StackPane(Note.inset(Feather.SEARCH, texts.get("stop.gap.asking")));
    context
        .ui()
        .tasks()
        .<Optional<Setback>>run(
            context.vault()::setback,
            found ->
                place
                    .getChildren()
                    .setAll(
                        found
                            .map(this::gap)
                            .orElseGet(
                                () -> Note.inset(Feather.CHECK, texts.get("stop.gap.none")))),
            failure -> {
              LOG.info("the storage does not say what it has", failure);
              place.getChildren().setAll(Note.inset(Feather.SEARCH, texts.get("stop.gap.unknown")));
            });
    return place;
  }

  private Node gap(Setback found) {
    var formats = context.formats();
    return new GapLine(
        found.changes().isPresent()
            ? texts.get("stop.gap.changes", found.changes().getAsLong())
            : texts.get("stop.gap.some"),
        found
            .offered()
            .map(at -> texts.get("stop.gap.offered", formats.version(at)))
            .orElseGet(() -> texts.get("stop.gap.nothing")),
        texts.get("stop.gap.seen", formats.version(found.seen())));
  }

  /// For whoever helps; what it is about is copied, too.
  private Node details() {
    var since = context.formats().moment(issue.since());
    var copy = Ui.button(Feather.COPY, texts.get("stop.copy"), () -> copy(since), "flat", "small");
    copy.setId("stop-copy");
    var line = Ui.grow(Ui.paragraph(texts.get("stop.details", issue.code(), since), "t-small"));
    line.getStyleClass().add("fg-muted");
    return Ui.row(8, line, copy);
  }

  private void copy(String since) {
    var all = new ArrayList<String>(List.of(issue.code(), since, issue.title().english()));
    issue.path().ifPresent(all::add);
    Clipboard.getSystemClipboard()
        .setContent(Map.of(DataFormat.PLAIN_TEXT, String.join("\n", all)));
  }
}
