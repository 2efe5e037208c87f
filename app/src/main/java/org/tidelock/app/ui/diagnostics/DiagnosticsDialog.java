package org.tidelock.app.ui.diagnostics;

import java.util.Map;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.diagnostics.Part;
import org.tidelock.app.diagnostics.Report;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;

/// Shows all that a report would give away, before anything is saved: on the left its parts, on the right each byte of it.
public final class DiagnosticsDialog {
  private static final double WIDTH = 860;
  private static final double SIDE = 190;
  private static final double HEIGHT = 340;

  private final PageContext context;
  private final Texts texts;
  private final DiagnosticsModel model;
  private final TextArea text = Ui.withoutPicture(new TextArea());
  private final VBox trouble = new VBox();
  private final Button save;
  private final Button copy;

  private DiagnosticsDialog(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model = new DiagnosticsModel(context);
    save = Ui.button(Feather.DOWNLOAD, texts.get("diagnostics.save"), this::save);
    save.setId("diagnostics-save");
    copy = Ui.button(Feather.COPY, texts.get("diagnostics.copy"), this::copy);
    copy.setId("diagnostics-copy");
    text.setId("diagnostics-text");
    text.setEditable(false);
    text.getStyleClass().add("report");
    text.setAccessibleText(texts.get("diagnostics.text"));
    text.setPrefHeight(HEIGHT);
  }

  public static void open(PageContext context) {
    var dialog = new DiagnosticsDialog(context);
    context.layer().open(dialog.card());
    dialog.model.report().addListener((_, _, report) -> dialog.show(report));
    dialog.model.trouble().addListener((_, _, words) -> dialog.tell(words));
    dialog.show(Optional.empty());
    dialog.model.make();
  }

  private DialogCard card() {
    var close = Ui.button(texts.get("diagnostics.close"), context.layer()::close, "accent");
    close.setId("diagnostics-close");
    HBox.setHgrow(text, Priority.ALWAYS);
    Ui.show(trouble, false);
    var card =
        new DialogCard(
            Feather.FILE_TEXT,
            Tone.ACCENT,
            texts.get("diagnostics.title"),
            texts.get("diagnostics.body"),
            Ui.column(12, Ui.row(20, parts(), text), trouble),
            close,
            copy,
            save);
    card.setPrefWidth(WIDTH);
    card.setMaxWidth(WIDTH);
    return card.onClosed(model::end);
  }

  private Node parts() {
    var list = Ui.column(10, Ui.label(texts.get("diagnostics.parts"), "t-small", "t-medium"));
    list.setPrefWidth(SIDE);
    list.setMinWidth(Region.USE_PREF_SIZE);
    list.setPadding(new Insets(4, 0, 0, 0));
    for (Part part : Part.values()) {
      var tick = new CheckBox(texts.get(name(part)));
      tick.setId("diagnostics-" + part.word());
      tick.setSelected(true);
      tick.setWrapText(true);
      tick.setMinHeight(Region.USE_PREF_SIZE);
      tick.selectedProperty().addListener((_, _, on) -> model.include(part, on));
      list.getChildren().add(tick);
    }
    return list;
  }

  private static String name(Part part) {
    return switch (part) {
      case SYSTEM -> "diagnostics.part.system";
      case SETTINGS -> "diagnostics.part.settings";
      case STATUS -> "diagnostics.part.status";
      case INDEX -> "diagnostics.part.index";
      case LOG -> "diagnostics.part.log";
    };
  }

  private void show(Optional<Report> report) {
    text.setText(report.map(Report::text).orElse(""));
    text.setPromptText(texts.get("diagnostics.making"));
    save.setDisable(report.isEmpty());
    copy.setDisable(report.isEmpty());
  }

  private void tell(Optional<String> words) {
    trouble.getChildren().clear();
    words.ifPresent(
        said -> {
          trouble.getChildren().add(new Note(Feather.ALERT_TRIANGLE, said));
          text.setPromptText("");
        });
    Ui.show(trouble, words.isPresent());
  }

  private void save() {
    model
        .report()
        .get()
        .ifPresent(
            shown ->
                context
                    .ui()
                    .files()
                    .saveFile(texts.get("diagnostics.save.title"), model.suggestedName())
                    .filter(file -> model.save(shown, file))
                    .ifPresent(_ -> saved()));
  }

  private void saved() {
    context.layer().close();
    context.layer().toast(Feather.CHECK, Tone.SUCCESS, texts.get("diagnostics.saved"));
  }

  private void copy() {
    model
        .report()
        .get()
        .ifPresent(
            shown -> {
              Clipboard.getSystemClipboard()
                  .setContent(Map.of(DataFormat.PLAIN_TEXT, shown.text()));
              context.layer().toast(Feather.CHECK, Tone.SUCCESS, texts.get("diagnostics.copied"));
            });
  }
}
