package org.tidelock.app.ui.rewind;

import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.Tile;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.undo.BatchWords;
import org.tidelock.app.ui.undo.DeviceUndo;
import org.tidelock.app.ui.undo.UndoQuestion;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.UndoRequest;

/// What was changed, minute by minute and device by device, each of which can be undone by itself; or all of a device from one of them on.
final class ChangesPanel extends VBox {
  private final PageContext context;
  private final Texts texts;
  private final TimelineModel model;
  private final Banner problem = new Banner();
  private final ListView<ChangeBatch> list = new ListView<>();
  private final Button before;
  private final Button since;
  private final Button undo;

  /// @param look shows the vault at the point in time
  ChangesPanel(PageContext context, TimelineModel model, Runnable look) {
    super(16);
    this.context = context;
    this.texts = context.texts();
    this.model = model;
    this.before =
        Ui.button(
            texts.get("rewind.before"),
            () ->
                chosen()
                    .ifPresent(
                        batch -> {
                          model.lookBefore(batch);
                          look.run();
                        }));
    before.setId("rewind-before");
    this.since =
        Ui.button(
            texts.get("rewind.undo.since"),
            () ->
                chosen().ifPresent(batch -> DeviceUndo.open(context, TimelineModel.before(batch))));
    since.setId("rewind-undo-since");
    this.undo = Ui.button(Feather.ROTATE_CCW, texts.get("rewind.undo.batch"), this::undo, "accent");
    undo.setId("rewind-undo");
    build();
    var foot = Ui.styled(new HBox(8, before, Ui.spacer(), since, undo), "card-footer", "tall");
    foot.setAlignment(Pos.CENTER_LEFT);
    var rows = Ui.grow(Ui.rounded(new StackPane(list), 11));
    rows.setMinHeight(0);
    list.setMinHeight(0);
    VBox.setMargin(rows, new Insets(1, 1, 0, 1));
    var card = Ui.grow(new Card(rows, foot));
    card.setMinHeight(0);
    getChildren().addAll(problem, card);
    model.batches().addListener((ListChangeListener<ChangeBatch>) _ -> show());
    model.loadingProperty().addListener((_, _, _) -> showEmpty());
    model
        .problemProperty()
        .addListener(
            (_, _, wrong) ->
                wrong.ifPresentOrElse(
                    one -> problem.show(Tone.WARNING, one.title(), one.body()), problem::hide));
    show();
  }

  private void build() {
    list.setId("rewind-changes");
    list.getStyleClass().add("tl-list");
    list.setFixedCellSize(56);
    list.setAccessibleText(texts.get("rewind.tab.changes"));
    list.setCellFactory(_ -> new BatchCell());
    list.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> showChosen());
    list.setOnKeyPressed(
        event -> {
          if (event.getCode() == javafx.scene.input.KeyCode.Z && event.isShortcutDown()) {
            undo();
            event.consume();
          }
        });
  }

  private Optional<ChangeBatch> chosen() {
    return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
  }

  private void undo() {
    chosen()
        .ifPresent(
            batch ->
                UndoQuestion.open(
                    context,
                    texts.get("rewind.undo.title", BatchWords.of(batch, context).what()),
                    new UndoRequest.Batch(batch.id())));
  }

  private void show() {
    var wanted = chosen().map(ChangeBatch::id);
    list.getItems().setAll(model.batches());
    for (int i = 0; wanted.isPresent() && i < list.getItems().size(); i++) {
      if (list.getItems().get(i).id().equals(wanted.get())) {
        list.getSelectionModel().select(i);
      }
    }
    showEmpty();
    showChosen();
  }

  private void showChosen() {
    boolean none = chosen().isEmpty();
    before.setDisable(none);
    since.setDisable(none);
    undo.setDisable(none);
  }

  private void showEmpty() {
    list.setPlaceholder(
        model.loadingProperty().get()
            ? Ui.label(texts.get("rewind.loading"), "fg-muted")
            : new EmptyState(
                Feather.CLOCK,
                texts.get("rewind.changes.empty"),
                texts.get("rewind.changes.empty.body")));
  }

  private final class BatchCell extends ListCell<ChangeBatch> {
    private final HBox tile = new HBox();
    private final Label what = Ui.label("", "t-medium");
    private final Label who = Ui.label("", "t-small", "fg-muted");
    private final HBox row;

    BatchCell() {
      what.setMinWidth(0);
      who.setMinWidth(0);
      tile.setAlignment(Pos.CENTER);
      VBox words = Ui.grow(Ui.column(0, what, who));
      words.setAlignment(Pos.CENTER_LEFT);
      words.setMinWidth(0);
      words.setPrefWidth(0);
      row = Ui.styled(new HBox(tile, words), "tl-row");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ChangeBatch batch, boolean empty) {
      super.updateItem(batch, empty);
      setText(null);
      setGraphic(batch == null ? null : row);
      if (batch == null) {
        setAccessibleText(null);
        return;
      }
      var words = BatchWords.of(batch, context);
      tile.getChildren().setAll(new Tile(glyph(batch), 28, Tone.NEUTRAL));
      what.setText(words.what());
      who.setText(words.who());
      setAccessibleText(words.what() + ", " + words.who());
    }

    private static Feather glyph(ChangeBatch batch) {
      long most =
          Math.max(
              Math.max(batch.added(), batch.changed()), Math.max(batch.moved(), batch.deleted()));
      if (most == batch.deleted()) {
        return Feather.TRASH_2;
      }
      if (most == batch.changed()) {
        return Feather.EDIT_2;
      }
      return most == batch.added() ? Feather.PLUS : Feather.CORNER_UP_RIGHT;
    }
  }
}
