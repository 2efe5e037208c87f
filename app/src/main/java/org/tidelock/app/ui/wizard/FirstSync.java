package org.tidelock.app.ui.wizard;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.wizard.FirstSyncModel.State;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncPreview.Part;
import org.tidelock.engine.Vault;

/// What the first sync will do, before it begins: what is sent, comes, differs and is left out, each with its files.
final class FirstSync {
  private static final double ROW = 26;
  private static final int MOST_ROWS = 6;

  private final UiContext ui;
  private final Texts texts;
  private final FirstSyncModel model;
  private final VBox rows = new VBox();
  private final Card card;

  FirstSync(UiContext ui) {
    this.ui = ui;
    this.texts = ui.texts();
    this.model = new FirstSyncModel(ui);
    card = Card.of(texts.get("first.title"), Ui.label(""), rows);
    rows.setId("first-sync");
    model.stateProperty().addListener((_, _, now) -> show(now));
    show(model.stateProperty().get());
  }

  Node view() {
    return card;
  }

  void look(Vault vault) {
    model.look(vault);
  }

  void stop() {
    model.stop();
  }

  private void show(State state) {
    rows.getChildren().clear();
    switch (state) {
      case State.Looking() -> line(Feather.LOADER, texts.get("first.looking"));
      case State.Unknown(var problem) -> line(Feather.ALERT_TRIANGLE, problem.sentence());
      case State.Seen(var preview) -> tell(preview);
    }
    var last = rows.getChildren().getLast();
    (last instanceof VBox part ? part.getChildren().getFirst() : last).getStyleClass().add("last");
  }

  private void tell(SyncPreview preview) {
    part("send", Feather.UPLOAD_CLOUD, preview.toSend());
    part("receive", Feather.DOWNLOAD_CLOUD, preview.toReceive());
    part("differs", Feather.COPY, preview.differs());
    part("left", Feather.SLASH, preview.leftOut());
    if (rows.getChildren().isEmpty()) {
      line(Feather.CHECK_CIRCLE, texts.get("first.nothing"));
    }
  }

  private void line(Feather icon, String words) {
    var row = new HBox(12, Icons.of(icon, 18), Ui.grow(Ui.paragraph(words, "fg-muted")));
    rows.getChildren().add(styled(row));
  }

  private static HBox styled(HBox row) {
    Ui.styled(row, "tl-row");
    row.setMinHeight(48);
    return row;
  }

  private void part(String id, Feather icon, Part part) {
    if (part.files() == 0) {
      return;
    }
    var title = words(id, part);
    var list = list(title, part);
    var show = Ui.button(texts.get("first.show"), () -> {}, "small");
    show.setId("first-" + id);
    show.setAccessibleText(texts.get("first.show.spoken", title));
    show.setOnAction(
        _ -> {
          boolean open = !list.isVisible();
          Ui.show(list, open);
          show.setText(texts.get(open ? "first.hide" : "first.show"));
        });
    var row =
        styled(new HBox(12, Icons.of(icon, 18, Tone.NEUTRAL), Ui.grow(Ui.paragraph(title)), show));
    rows.getChildren().add(new VBox(row, list));
  }

  private String words(String id, Part part) {
    var size = ui.formats().size(part.bytes());
    return switch (id) {
      case "send" -> texts.get("first.send", part.files(), size);
      case "receive" -> texts.get("first.receive", part.files(), size);
      case "differs" -> texts.get("first.differs", part.files());
      default -> texts.get("first.leftOut", part.files());
    };
  }

  /// The first thousand; only those in sight are drawn.
  private VBox list(String title, Part part) {
    var list = new ListView<String>();
    list.getItems().setAll(part.paths());
    list.getStyleClass().add("tl-list");
    list.setFixedCellSize(ROW);
    list.setPrefHeight(ROW * Math.min(MOST_ROWS, part.paths().size()) + 2);
    list.setAccessibleText(title);
    list.setCellFactory(_ -> new PathCell());
    var box = new VBox(8, list);
    box.setPadding(new Insets(0, 20, 12, 50));
    long more = part.files() - part.paths().size();
    if (more > 0) {
      box.getChildren().add(Ui.label(texts.get("first.more", more), "t-small", "fg-muted"));
    }
    Ui.show(box, false);
    return box;
  }

  private static final class PathCell extends ListCell<String> {
    private final Label path = Ui.label("", "t-small", "fg-muted");

    PathCell() {
      setPrefWidth(0);
      path.setMinWidth(0);
    }

    @Override
    protected void updateItem(@Nullable String item, boolean empty) {
      super.updateItem(item, empty);
      if (empty || item == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      path.setText(item);
      setGraphic(path);
      setAccessibleText(item);
    }
  }
}
