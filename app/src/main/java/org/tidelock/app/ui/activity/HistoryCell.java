package org.tidelock.app.ui.activity;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.ActivityWords;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.activity.ActivityViewModel.Line;
import org.tidelock.app.ui.component.Tile;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Activity;

/// A day's heading, or one thing that happened: name and folder, what, on which device, how large, when.
final class HistoryCell extends ListCell<Line> {
  private final PageContext context;
  private final Label day = Ui.label("", "t-caption", "t-medium", "fg-muted");
  private final StackPane tile = new StackPane();
  private final Label name = Ui.label("", "t-small", "t-medium");
  private final Label folder = Ui.label("", "t-caption", "fg-subtle");
  private final Label what = fixed("t-small", 200);
  private final Label device = fixed("t-small", 150);
  private final Label size = fixed("t-small", 72);
  private final Label time = fixed("t-small", 60);
  private final HBox heading = Ui.styled(new HBox(day), "day-row");
  private final HBox row;

  HistoryCell(PageContext context) {
    this.context = context;
    name.setMinWidth(40);
    folder.setMinWidth(0);
    device.getStyleClass().add("fg-muted");
    size.getStyleClass().add("fg-muted");
    size.setAlignment(Pos.CENTER_RIGHT);
    time.getStyleClass().add("fg-muted");
    time.setAlignment(Pos.CENTER_RIGHT);
    var names = Ui.grow(Ui.row(8, name, folder));
    names.setMinWidth(0);
    names.setPrefWidth(0);
    row = Ui.styled(new HBox(tile, names, what, device, size, time), "tl-row");
    row.setMinHeight(40);
    row.setMaxHeight(40);
    heading.setAlignment(Pos.CENTER_LEFT);
    // As wide as the list, never wider: long names lose their end.
    setPrefWidth(0);
  }

  private static Label fixed(String style, double width) {
    var label = Ui.label("", style);
    label.setMinWidth(width > 100 ? width * .6 : width);
    label.setPrefWidth(width);
    label.setMaxWidth(Region.USE_PREF_SIZE);
    return label;
  }

  @Override
  protected void updateItem(@Nullable Line line, boolean empty) {
    super.updateItem(line, empty);
    setText(null);
    switch (line) {
      case null -> {
        setGraphic(null);
        setAccessibleText(null);
      }
      case Line.Day(var words) -> {
        day.setText(words);
        setGraphic(heading);
        setAccessibleText(words);
      }
      case Line.Event(var activity) -> {
        fill(activity);
        setGraphic(row);
      }
    }
    // A heading is not something to choose.
    setMouseTransparent(line instanceof Line.Day);
  }

  private void fill(Activity activity) {
    var words = ActivityWords.of(activity, context.texts());
    var formats = context.formats();
    tile.getChildren().setAll(new Tile(words.icon(), 28, words.tone()));
    name.setText(words.name());
    folder.setText(words.folder());
    what.setText(words.what());
    (words.tone() == Tone.WARNING ? Tone.WARNING : Tone.NEUTRAL).paintText(what);
    device.setText(words.device());
    size.setText(activity.size() > 0 ? formats.size(activity.size()) : "");
    time.setText(formats.clockTime(activity.time()));
    setAccessibleText(
        String.join(
            ", ", words.name(), words.what(), words.device(), formats.exact(activity.time())));
  }
}
