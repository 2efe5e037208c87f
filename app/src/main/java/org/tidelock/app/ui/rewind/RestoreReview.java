package org.tidelock.app.ui.rewind;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Bar;
import org.tidelock.app.ui.component.ChoiceCard;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.rewind.RestoreModel.Restored;
import org.tidelock.app.ui.rewind.RestoreModel.State;
import org.tidelock.app.ui.rewind.RestoreModel.Where;
import org.tidelock.engine.Restoration.What;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreReport.End;
import org.tidelock.engine.Status;

/// Asks where things are to be brought back to, says what that would do, and does it. Not to do it is the safe answer.
final class RestoreReview {
  private final PageContext context;
  private final Texts texts;
  private final RestoreModel model;
  private final ToggleGroup group = new ToggleGroup();
  private final VBox choices = Ui.column(8);
  private final VBox said = Ui.styled(Ui.column(6), "tl-inset");
  private final Button go;
  private final Button cancel;
  private final Label working = Ui.paragraph("", "t-small");
  private final Bar bar = new Bar(8);
  private final DialogCard dialog;

  private final ChangeListener<Status> progress = (_, _, _) -> showProgress();
  private boolean open;
  private boolean stopped;

  private RestoreReview(
      PageContext context, List<String> paths, What what, Consumer<? super Restored> restored) {
    this.context = context;
    this.texts = context.texts();
    this.model =
        new RestoreModel(
            context,
            paths,
            what,
            back -> {
              if (open) {
                context.layer().close();
              }
              sayIfClosed(back.report());
              restored.accept(back);
            });
    this.go = Ui.button(Feather.ROTATE_CCW, texts.get("rewind.restore"), model::start);
    go.setId("restore-go");
    this.cancel = Ui.button(texts.get("rewind.cancel"), this::cancel, "accent");
    cancel.setId("restore-cancel");
    said.setId("restore-preview");
    said.setPadding(new Insets(12, 16, 12, 16));
    said.setMinHeight(112);
    choices
        .getChildren()
        .add(choice(Where.PLACE, Feather.ROTATE_CCW, "rewind.to.place", "rewind.to.place.body"));
    if (model.at().isPresent()) {
      choices
          .getChildren()
          .add(choice(Where.BESIDE, Feather.COPY, "rewind.to.beside", "rewind.to.beside.body"));
    }
    var folder = choice(Where.FOLDER, Feather.FOLDER, "rewind.to.folder", "rewind.to.folder.body");
    folder.setOnAction(_ -> chooseFolder());
    choices.getChildren().add(folder);
    this.dialog =
        new DialogCard(
                Feather.ROTATE_CCW,
                Tone.ACCENT,
                title(),
                texts.get("rewind.ask.body"),
                Ui.column(16, choices, said),
                cancel,
                go)
            .onClosed(this::closed);
    dialog.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    model.stateProperty().addListener((_, _, _) -> show());
    show();
  }

  /// @param paths where they were
  /// @param what at least one thing
  /// @param restored is told what was brought back, also if the dialog is gone by then
  static void open(
      PageContext context, List<String> paths, What what, Consumer<? super Restored> restored) {
    var review = new RestoreReview(context, paths, what, restored);
    context.layer().open(review.dialog);
    review.open = true;
    context.model().statusProperty().addListener(review.progress);
    review.model.look();
  }

  private String title() {
    var when =
        model.at().map(context.formats()::version).orElseGet(() -> texts.get("rewind.ask.deleted"));
    if (model.paths().size() > 1) {
      return texts.get("rewind.ask.items", model.paths().size(), when);
    }
    var path = model.paths().getFirst();
    return path.isEmpty()
        ? texts.get("rewind.ask.all", when)
        : texts.get("rewind.ask.one", path.substring(path.lastIndexOf('/') + 1), when);
  }

  private ToggleButton choice(Where where, Feather icon, String heading, String body) {
    var card = ChoiceCard.choosing(icon, texts.get(heading), texts.get(body), group);
    card.setId("restore-to-" + where.name().toLowerCase(Locale.ROOT));
    card.getStyleClass().add("compact");
    card.setSelected(where == model.whereProperty().get());
    card.selectedProperty()
        .addListener(
            (_, _, chosen) -> {
              if (chosen) {
                model.choose(where);
              }
            });
    return card;
  }

  /// Alt with a number chooses where to.
  private void key(KeyEvent event) {
    int index = event.getCode().getCode() - KeyCode.DIGIT1.getCode();
    if (event.isAltDown() && index >= 0 && index < choices.getChildren().size()) {
      ((ToggleButton) choices.getChildren().get(index)).fire();
      event.consume();
    }
  }

  private void chooseFolder() {
    context
        .ui()
        .files()
        .chooseFolder(texts.get("rewind.to.folder.title"), model.folder())
        .ifPresent(model::choose);
  }

  /// The page that tells of it is gone with the vault.
  private void sayIfClosed(RestoreReport report) {
    if (report.end() instanceof End.Stopped && !stopped) {
      var words = PastWords.brought(report, "rewind.closed", "rewind.closed.folders", texts);
      context.layer().toast(Feather.INFO, Tone.NEUTRAL, words);
    }
  }

  private void cancel() {
    if (model.isRunning()) {
      stopped = true;
      model.stop();
      context.layer().close();
      context.layer().toast(Feather.INFO, Tone.NEUTRAL, texts.get("rewind.stopped"));
    } else {
      context.layer().close();
    }
  }

  /// What is under way goes on, whatever else is shown.
  private void closed() {
    open = false;
    context.model().statusProperty().removeListener(progress);
    if (!model.isRunning()) {
      model.stop();
    }
  }

  private void show() {
    if (!open && model.state() instanceof State.Refused(var problem)) {
      context.layer().toast(Feather.ALERT_TRIANGLE, Tone.WARNING, problem.sentence());
    }
    said.getChildren().clear();
    choices.setDisable(model.isRunning());
    cancel.setText(texts.get(model.isRunning() ? "rewind.stop" : "rewind.cancel"));
    go.setDisable(!model.isReady());
    Ui.show(go, !model.isRunning());
    go.setText(texts.get("rewind.restore"));
    switch (model.state()) {
      case State.NoFolder _ -> noFolder();
      case State.Asking _ -> line(texts.get("rewind.asking"));
      case State.Refused(var problem) -> refused(problem.title(), problem.body());
      case State.Stopped _ -> {}
      case State.Running _ -> {
        dialog.requestFocus(); // it would wander on to Stop
        said.getChildren().addAll(working, bar);
        showProgress();
      }
      case State.Seen(RestorePreview preview) -> tell(preview);
    }
  }

  private void noFolder() {
    var choose = Ui.button(texts.get("rewind.to.folder.choose"), this::chooseFolder, "small");
    choose.setId("restore-choose");
    line(texts.get("rewind.to.folder.none"));
    said.getChildren().add(choose);
  }

  private void line(String words) {
    said.getChildren().add(Ui.paragraph(words, "t-small", "fg-muted"));
  }

  private void refused(String title, String body) {
    var words = Ui.paragraph(title, "t-small", "t-medium");
    words.setGraphic(Icons.of(Feather.ALERT_TRIANGLE, 14, Tone.WARNING));
    said.getChildren().add(words);
    line(body);
  }

  private void tell(RestorePreview preview) {
    if (model.whereProperty().get() == Where.PLACE) {
      count("rewind.will.comeBack", preview.comeBack().count());
      count("rewind.will.replace", preview.replaced().count());
      count("rewind.will.beside", preview.beside().count());
      count("rewind.will.comeBack.folders", preview.folders());
      count("rewind.will.stay", preview.unchanged().count());
    } else {
      count("rewind.will.add", preview.comeBack().count());
      count("rewind.will.add.folders", preview.folders());
      model
          .folder()
          .filter(_ -> model.whereProperty().get() == Where.FOLDER)
          .ifPresent(to -> line(texts.get("rewind.to.chosen", to.toString())));
    }
    count("rewind.will.notChosen", preview.notChosen().count());
    if (preview.isNothing()) {
      if (preview.notChosen().count() > 0) {
        return;
      }
      said.getChildren()
          .addFirst(Ui.paragraph(texts.get("rewind.will.nothing"), "t-small", "t-medium"));
      return;
    }
    if (preview.files() == 0) {
      go.setText(texts.get("rewind.restore.folders", preview.folders()));
      return;
    }
    go.setText(texts.get("rewind.restore.files", preview.files()));
    var need = context.formats().size(preview.bytes());
    var free = context.formats().size(preview.freeBytes());
    if (preview.bytes() > preview.freeBytes()) {
      refused(texts.get("rewind.noRoom"), texts.get("rewind.noRoom.body", need, free));
    } else {
      line(texts.get("rewind.room", need, free));
    }
  }

  private void count(String key, long count) {
    if (count > 0) {
      said.getChildren().add(Ui.paragraph(texts.get(key, count), "t-small"));
    }
  }

  private void showProgress() {
    if (!model.isRunning()) {
      return;
    }
    var progress = context.model().status().progress();
    double share =
        progress
            .filter(now -> now.totalBytes() > 0)
            .map(now -> (double) now.bytes() / now.totalBytes())
            .orElse(0.0);
    working.setText(
        progress
            .map(
                now ->
                    switch (now.phase()) {
                      case RECEIVING ->
                          texts.get("rewind.running.files", now.files(), now.totalFiles());
                      case SENDING ->
                          texts.get("rewind.running.storing", now.files(), now.totalFiles());
                      case LEARNING, LOOKING, VERIFYING -> texts.get("rewind.running");
                    })
            .orElseGet(() -> texts.get("rewind.running")));
    bar.show(share, working.getText());
  }
}
