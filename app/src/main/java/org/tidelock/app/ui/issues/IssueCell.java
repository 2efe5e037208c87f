package org.tidelock.app.ui.issues;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.Tile;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.issues.IssuesViewModel.Line;
import org.tidelock.engine.Issue;

/// A group's heading, or an issue: how severe, what happened, why and whether data is safe, since when.
final class IssueCell extends ListCell<Line> {
  private final PageContext context;
  private final Label group = Ui.label("", "t-caption", "t-medium", "fg-muted");
  private final HBox heading = Ui.styled(new HBox(group), "day-row");
  private final StackPane tile = new StackPane();
  private final Label title = Ui.paragraph("", "t-medium");
  private final Label path = Ui.label("", "t-small");
  private final Label body = Ui.paragraph("", "t-small", "fg-muted");
  private final Label nothing;
  private final Label since = Ui.label("", "t-caption", "fg-subtle");
  private final HBox action = new HBox(8);
  private final HBox row;

  IssueCell(PageContext context) {
    this.context = context;
    nothing = Ui.paragraph(context.texts().get("issues.nothingToDo"), "t-small", "fg-muted");
    heading.setAlignment(Pos.CENTER_LEFT);
    var words = Ui.grow(new VBox(2, title, path, body, nothing, since));
    words.setMinWidth(0);
    action.setAlignment(Pos.CENTER_RIGHT);
    action.setMinWidth(HBox.USE_PREF_SIZE);
    row = Ui.styled(new HBox(tile, words, action), "tl-row", "tall");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Line line, boolean empty) {
    super.updateItem(line, empty);
    switch (line) {
      case null -> {
        setGraphic(null);
        setAccessibleText(null);
      }
      case Line.Heading(var kind) -> {
        group.setText(context.texts().get("issues.group." + kind.name().toLowerCase(Locale.ROOT)));
        setGraphic(heading);
        setAccessibleText(group.getText());
      }
      case Line.Item item -> {
        fill(item);
        setGraphic(row);
      }
    }
    // A heading is not something to choose.
    setMouseTransparent(line instanceof Line.Heading);
  }

  private void fill(Line.Item item) {
    Issue issue = item.issue();
    var texts = context.texts();
    var word = texts.get("issues.severity." + issue.severity().name().toLowerCase(Locale.ROOT));
    tile.getChildren().setAll(new Tile(glyph(issue), 36, tone(issue)));
    title.setText(StopWords.of(issue, context).title());
    body.setText(context.formats().say(issue.body()));
    path.setText(issue.path().orElse(""));
    Ui.show(path, issue.path().isPresent());
    since.setText(
        texts.get("issues.since", word, context.formats().moment(issue.since()), issue.code()));
    action.getChildren().clear();
    for (var offered : IssueActions.of(item, context)) {
      Button button = Ui.button(offered.name(), offered.run(), "small");
      button.setId(offered.id());
      action.getChildren().add(button);
    }
    Ui.show(nothing, IssueActions.isNothingToDo(issue.code()));
    setAccessibleText(String.join(", ", word, title.getText(), path.getText(), body.getText()));
  }

  private static Tone tone(Issue issue) {
    return switch (issue.severity()) {
      case DECIDE -> Tone.DANGER;
      case ATTENTION -> Tone.WARNING;
      case INFO -> Tone.NEUTRAL;
    };
  }

  private static Feather glyph(Issue issue) {
    return switch (issue.kind()) {
      case HELD -> Feather.ALERT_OCTAGON;
      case CONFLICT -> Feather.GIT_BRANCH;
      case CANNOT_SYNC -> Feather.MINUS_CIRCLE;
      case STORAGE -> Feather.HARD_DRIVE;
      case SAFETY -> Feather.SHIELD;
    };
  }
}
