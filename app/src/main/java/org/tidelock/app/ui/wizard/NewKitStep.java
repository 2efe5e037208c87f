package org.tidelock.app.ui.wizard;

import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.FolderRow;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Ui;

/// The passphrase, and where the new kit is saved. Continue makes it.
final class NewKitStep implements WizardStep {
  private final UiContext ui;
  private final Texts texts;
  private final NewKitModel model;
  private final Field passphrase;
  private final StackPane row = new StackPane();
  private final VBox view;

  NewKitStep(UiContext ui, NewKitModel model) {
    this.ui = ui;
    this.texts = ui.texts();
    this.model = model;
    passphrase =
        Field.secret(
            texts.get("passphrase.label"),
            true,
            texts.get("passphrase.show"),
            texts.get("passphrase.hide"));
    passphrase.id("new-kit-passphrase");
    passphrase.setMaxWidth(480);
    passphrase.textProperty().bindBidirectional(model.passphraseProperty());
    var choose = Ui.button(Feather.FILE_PLUS, texts.get("newKit.choose"), this::choose, "small");
    choose.setId("new-kit-choose");
    view =
        new VBox(
            24,
            passphrase,
            Card.of(texts.get("newKit.place"), choose, row),
            new Note(Feather.INFO, texts.get("newKit.note")));
    model.passphraseProblemProperty().addListener((_, _, said) -> showProblem(said));
    model.targetProperty().addListener((_, _, target) -> showPlace(target));
    showPlace(model.targetProperty().get());
    // As the first step it is shown before it is in the window, where nothing can have the focus.
    view.sceneProperty()
        .addListener(
            (_, _, scene) -> {
              if (scene != null) {
                Platform.runLater(passphrase::focus);
              }
            });
  }

  private void choose() {
    ui.files()
        .saveFile(texts.get("kit.save.title"), model.suggestedFileName())
        .ifPresent(file -> model.targetProperty().set(Optional.of(file)));
  }

  private void showPlace(Optional<Path> target) {
    var name = target.map(file -> String.valueOf(file.getFileName()));
    var folder = target.map(file -> String.valueOf(file.getParent()));
    var shown =
        new FolderRow(
            Feather.FILE_TEXT,
            name.orElse(texts.get("newKit.place.none")),
            folder.orElse(texts.get("newKit.place.none.body")),
            new Label());
    shown.last();
    row.getChildren().setAll(shown);
  }

  private void showProblem(String said) {
    if (said.isEmpty()) {
      passphrase.help("");
    } else {
      passphrase.invalid(said);
      shown();
      passphrase.input().selectAll();
    }
  }

  @Override
  public Words words() {
    return new Words(
        "step.passphrase", "step.newKit.hint", "newKit.title", "newKit.sentence", "newKit.make");
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public ObservableBooleanValue ready() {
    return model.ready();
  }

  @Override
  public void proceed(Runnable next) {
    model.make(next);
  }

  @Override
  public void shown() {
    passphrase.focus();
  }

  @Override
  public void hidden() {
    passphrase.revealedProperty().set(false);
  }

  @Override
  public boolean dirty() {
    return !model.passphraseProperty().get().isEmpty();
  }
}
