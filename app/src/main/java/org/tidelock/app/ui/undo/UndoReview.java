package org.tidelock.app.ui.activity;

import java.util.ArrayList;
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
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoReport.Items;
import org.tidelock.engine.UndoRequest;

/// Shows what was changed, by whom, and what undoing it would do; and undoes it.
final class UndoReview {
  private static final int MOST_BATCHES = 200;
  private static final int MOST_PATHS = 3;

  private final PageContext context;
  private final Texts texts;
  private final ListView<ChangeBatch> list = new ListView<>();
  private final VBox preview = Ui.styled(Ui.column(6), "tl-inset");
  private final Button undo;

  private UndoReview(PageContext context, List<ChangeBatch> batches) {
    this.context = context;
    this.texts = context.texts();
    this.undo = Ui.button(Feather.ROTATE_CCW, texts.get("undo.undo"), this::undo);
    undo.setId("undo-undo");
    undo.setDisable(true);
    list.setId("undo-batches");
    list.getStyleClass().add("tl-list");
    list.setAccessibleText(texts.get("undo.title"));
    list.setPrefHeight(230);
    list.setCellFactory(_ -> new BatchCell());
    list.getItems().setAll(batches);
    list.getSelectionModel().selectedItemProperty().addListener((_, _, batch) -> ask(batch));
    preview.setId("undo-preview");
    preview.setPadding(new Insets(12, 16, 12, 16));
    preview.setMinHeight(96);
    say(texts.get("undo.choose"));
  }

  /// Reads what was changed and shows it.
  static void open(PageContext context) {
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
        undo);
  }

  private void ask(@Nullable ChangeBatch batch) {
    undo.setDisable(true);
    if (batch == null) {
      return;
    }
    say(texts.get("undo.asking"));
    context
        .ui()
        .tasks()
        .<UndoReport>run(
            () -> context.vault().previewUndo(new UndoRequest.Batch(batch.id())),
            report -> {
              if (isChosen(batch)) {
                tell(report);
              }
            },
            failure -> {
              if (isChosen(batch)) {
                say(context.problem(failure).sentence());
              }
            });
  }

  private boolean isChosen(ChangeBatch batch) {
    return chosen().filter(batch::equals).isPresent();
  }

  private Optional<ChangeBatch> chosen() {
    return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
  }

  private void say(String words) {
    preview.getChildren().setAll(Ui.paragraph(words, "t-small", "fg-muted"));
  }

  private void tell(UndoReport report) {
    preview.getChildren().clear();
    line("undo.back", report.back());
    line("undo.removed", report.removed());
    line("undo.reverted", report.reverted());
    line("undo.moved", report.moved());
    line("undo.left", report.left());
    if (report.isNothing()) {
      preview.getChildren().addFirst(Ui.paragraph(texts.get("undo.nothing"), "t-small"));
    }
    undo.setDisable(report.isNothing());
  }

  /// How many, and the first ones by name.
  private void line(String key, Items items) {
    if (items.count() == 0) {
      return;
    }
    var paths = items.paths().subList(0, Math.min(MOST_PATHS, items.paths().size()));
    var names = new ArrayList<>(paths);
    if (items.count() > paths.size()) {
      names.add("…");
    }
    preview
        .getChildren()
        .add(
            Ui.column(
                0,
                Ui.paragraph(texts.get(key, items.count()), "t-small", "t-medium"),
                Ui.paragraph(String.join(", ", names), "t-caption", "fg-muted")));
  }

  private void undo() {
    var batch = chosen();
    context.layer().close();
    batch.ifPresent(chosen -> context.actions().undo(new UndoRequest.Batch(chosen.id())));
  }

  private String words(ChangeBatch batch) {
    var did = new ArrayList<String>();
    add(did, "undo.did.added", batch.added());
    add(did, "undo.did.changed", batch.changed());
    add(did, "undo.did.moved", batch.moved());
    add(did, "undo.did.deleted", batch.deleted());
    var all = String.join(", ", did);
    return batch.folder().isEmpty() ? all : texts.get("undo.in", all, batch.folder());
  }

  private void add(List<String> did, String key, long count) {
    if (count > 0) {
      did.add(texts.get(key, count));
    }
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
      var device = batch.thisDevice() ? texts.get("activity.thisComputer") : batch.device();
      what.setText(words(batch));
      who.setText(texts.get("undo.who", device, context.formats().version(batch.from())));
      setAccessibleText(what.getText() + ", " + who.getText());
    }
  }
}
