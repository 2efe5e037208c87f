package org.tidelock.app.ui.issues;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;

/// What a person decides about a folder that lost its marker or its files. Each is asked once more; to decide later is the safe answer.
final class FolderQuestion {
  private final PageContext context;
  private final Texts texts;

  FolderQuestion(PageContext context) {
    this.context = context;
    this.texts = context.texts();
  }

  void useAgain() {
    ask(
        texts.get("issues.useAgain.title"),
        texts.get("issues.useAgain.body", folder()),
        button("folder-use-again", texts.get("issues.useAgain.yes"), this::takeAgain));
  }

  void bringBack() {
    ask(
        texts.get("issues.bringBack.title"),
        texts.get("issues.bringBack.body", folder()),
        button("folder-bring-back", texts.get("issues.bringBack.yes"), this::fill));
  }

  private String folder() {
    return context.model().info().folder().toString();
  }

  private void ask(String title, String body, Button yes) {
    var later = Ui.button(texts.get("issues.later"), context.layer()::close, "accent");
    later.setId("folder-later");
    context
        .layer()
        .open(
            new DialogCard(
                Feather.ALERT_OCTAGON, Tone.WARNING, title, body, new HBox(), later, yes));
  }

  private Button button(String id, String words, Runnable act) {
    var button =
        Ui.button(
            words,
            () -> {
              context.layer().close();
              act.run();
            });
    button.setId(id);
    return button;
  }

  private void takeAgain() {
    context
        .ui()
        .tasks()
        .<Boolean>run(
            () -> {
              context.vault().useFolderAgain();
              return true;
            },
            _ -> say(texts.get("issues.folder.again")),
            this::refused);
  }

  /// A folder that does not look like the synced one can still be filled anew.
  private void refused(Exception failure) {
    Problem problem = context.problem(failure);
    if (failure instanceof TidelockException known
        && known.happened().phrase() == Happened.FOLDER_NOT_RECOGNISED) {
      ask(
          problem.title(),
          problem.body(),
          button("folder-bring-back", texts.get("issues.bringBack.yes"), this::fill));
    } else {
      warn(problem);
    }
  }

  private void fill() {
    context
        .ui()
        .tasks()
        .run(
            () -> context.vault().restore(RestoreRequest.EVERYTHING),
            _ -> say(texts.get("issues.folder.filled")),
            failure -> warn(context.problem(failure)));
  }

  private void say(String words) {
    context.layer().toast(Feather.CHECK, Tone.SUCCESS, words);
  }

  private void warn(Problem problem) {
    context.layer().toast(Feather.ALERT_TRIANGLE, Tone.WARNING, problem.sentence());
  }
}
