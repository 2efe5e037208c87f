package org.tidelock.app.ui.undo;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.UndoRequest;

/// Shows what was changed, by whom, and what undoing it would do; and undoes it.
public final class UndoReview {
  private static final int MOST_BATCHES = 200;

  private final PageContext context;
  private final Texts texts;
  private final ListView<ChangeBatch> list = new ListView<>();
  private final UndoPreview preview;
  private final Button undo;

  private UndoReview(PageContext context, List<ChangeBatch> batches) {
    this.context = context;
    this.texts = context.texts();
    this.undo = Ui.button(Feather.ROTATE_CCW, texts.get("undo.undo"), this::undo);
    undo.setId("undo-undo");
    this.preview = new UndoPreview(context, ready -> undo.setDisable(!ready));
    list.setId("undo-batches");
    list.getStyleClass().add("tl-list");
    list.setAccessibleText(texts.get("undo.title"));
    list.setPrefHeight(230);
    list.setCellFactory(_ -> new BatchCell());
    list.getItems().setAll(batches);
    list.getSelectionModel().selectedItemProperty().addListener((_, _, batch) -> ask(batch));
    preview.say(texts.get("undo.choose"));
  }

  /// Reads what was changed and shows it.
  public static void open(PageContext context) {
    context
        .ui()
        .tasks()
        .<List<ChangeBatch>>run(
            () -> context.vault().batches(MOST_BATCHES),
            batches -> show(context, batches),
            failure -> warn(context, failure));
  }

  private static void show(PageContext context, List<ChangeBatch> batches) {
    if (batches.isEmpty()) {
      context.layer().toast(Feather.INFO, Tone.NEUTRAL, context.texts().get("undo.none"));
    } else {
      context.layer().open(new UndoReview(context, batches).dialog());
    }
  }

  private static void warn(PageContext context, Exception failure) {
    context
        .layer()
        .toast(Feather.ALERT_TRIANGLE, Tone.WARNING, context.problem(failure).sentence());
  }

  private DialogCard dialog() {
    var close = Ui.button(texts.get("undo.close"), context.layer()::close, "accent");
    close.setId("undo-close");
    return new DialogCard(
            Feather.ROTATE_CCW,
            Tone.ACCENT,
            texts.get("undo.title"),
            texts.get("undo.body"),
            Ui.column(12, list, preview),
            close,
            undo)
        .onClosed(preview::stop);
  }

  private void ask(@Nullable ChangeBatch batch) {
    if (batch != null) {
      preview.ask(new UndoRequest.Batch(batch.id()));
    }
  }

  private void undo() {
    var batch = Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    context.layer().close();
    batch.ifPresent(chosen -> context.actions().undo(new UndoRequest.Batch(chosen.id())));
  }

  private final class BatchCell extends ListCell<ChangeBatch> {
    private final Label what = Ui.label("", "t-small", "t-medium");
    private final Label who = Ui.label("", "t-caption", "fg-muted");
    private final VBox lines = Ui.column(2, what, who);

    BatchCell() {
      what.setMinWidth(0);
      lines.setPadding(new Insets(6, 12, 6, 12));
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ChangeBatch batch, boolean empty) {
      super.updateItem(batch, empty);
      setText(null);
      setGraphic(batch == null ? null : lines);
      if (batch == null) {
        setAccessibleText(null);
        return;
      }
      var words = BatchWords.of(batch, context);
      what.setText(words.what());
      who.setText(words.who());
      setAccessibleText(words.what() + ", " + words.who());
    }
  }
}
