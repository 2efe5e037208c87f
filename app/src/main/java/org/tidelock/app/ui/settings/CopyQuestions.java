package org.tidelock.app.ui.settings;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.MirrorModel.Outcome;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;

/// What is asked before a second copy is given up or becomes the main storage, and what is said after that.
final class CopyQuestions {
  private final PageContext context;
  private final Texts texts;

  CopyQuestions(PageContext context) {
    this.context = context;
    this.texts = context.texts();
  }

  void askToEnd(Mirror mirror) {
    var stay = close("copy.end.stay", "copy-end-stay");
    var go = button("copy.end.go", "copy-end-go", () -> context.actions().mirror().end());
    context
        .layer()
        .open(
            new DialogCard(
                Feather.ARCHIVE,
                Tone.NEUTRAL,
                texts.get("copy.end.title"),
                texts.get("copy.end.sure", StorageName.of(mirror.storage())),
                new HBox(),
                stay,
                go));
  }

  void askToUse(Mirror mirror) {
    var stay = close("copy.use.stay", "copy-use-stay");
    var go = button("copy.use.go", "copy-use-go", () -> context.actions().mirror().use(false));
    context
        .layer()
        .open(
            new DialogCard(
                Feather.HARD_DRIVE,
                Tone.ACCENT,
                texts.get("copy.use.title"),
                texts.get(
                    "copy.use.sure",
                    StorageName.of(mirror.storage()),
                    StorageName.of(context.model().info())),
                notes(
                    new Note(Feather.REFRESH_CW, texts.get("copy.use.first")),
                    new Note(Feather.MONITOR, texts.get("copy.use.others")),
                    new Note(Feather.KEY, texts.get("copy.use.kit"))),
                stay,
                go));
  }

  /// Only here, and only if it is said so, anything is given up.
  void askToLose(Problem problem) {
    var why = problem.title();
    var stay = close("copy.lose.stay", "copy-lose-stay");
    var go =
        button(
            "copy.lose.go",
            "copy-lose-go",
            () -> context.actions().mirror().use(true),
            "danger-text");
    context
        .layer()
        .open(
            new DialogCard(
                Feather.ALERT_TRIANGLE,
                Tone.WARNING,
                texts.get("copy.lose.title"),
                why,
                notes(
                    new Note(Feather.CLOCK, texts.get("copy.lose.what")),
                    new Note(Feather.CHECK_CIRCLE, texts.get("copy.lose.safe"))),
                stay,
                go));
  }

  /// The window goes on with the vault opened anew.
  void tell(Outcome.Moved moved) {
    var goOn = close("copy.moved.go", "copy-moved-go");
    var said = notes();
    moved
        .move()
        .ifPresentOrElse(
            move -> tell(move, said),
            () -> said.getChildren().add(new Note(Feather.INFO, texts.get("copy.moved.stopped"))));
    said.getChildren()
        .addAll(
            new Note(Feather.MONITOR, texts.get("copy.moved.others")),
            new Note(Feather.KEY, texts.get("copy.moved.kit")));
    context
        .layer()
        .open(
            new DialogCard(
                    Feather.CHECK,
                    Tone.SUCCESS,
                    texts.get("copy.moved.title"),
                    texts.get("copy.moved.body", StorageName.of(moved.storage())),
                    said,
                    goOn)
                .onClosed(context.actions()::reopen));
  }

  private void tell(MirrorMove move, VBox said) {
    if (move.alone()) {
      said.getChildren().add(new Note(Feather.WIFI_OFF, texts.get("copy.moved.alone")));
    }
    if (move.lost() > 0) {
      said.getChildren().add(new Note(Feather.CLOCK, texts.get("copy.moved.lost", move.lost())));
    }
  }

  private static VBox notes(Note... notes) {
    return Ui.column(12, notes);
  }

  private Button close(String key, String id) {
    var button = Ui.button(texts.get(key), context.layer()::close, "accent");
    button.setId(id);
    return button;
  }

  private Button button(String key, String id, Runnable action, String... styles) {
    var button =
        Ui.button(
            texts.get(key),
            () -> {
              context.layer().close();
              action.run();
            },
            styles);
    button.setId(id);
    return button;
  }
}
