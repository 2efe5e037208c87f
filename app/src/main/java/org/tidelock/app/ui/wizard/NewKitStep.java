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
import org.tidelock.app.ui.UnlockFields;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.FolderRow;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Ui;

/// The passphrase or the earlier kit, and where the new kit is saved. Continue makes it.
final class NewKitStep implements WizardStep {
  /// A kit alone, or with all secrets; keys of texts.
  enum Purpose {
    KIT("step.passphrase", "newKit.title", "newKit.sentence", "newKit.note", "newKit.make"),
    SECRETS("step.secrets", "secrets.title", "secrets.sentence", "secrets.note", "secrets.make");

    private final String name;
    private final String title;
    private final String sentence;
    private final String note;
    private final String make;

    Purpose(String name, String title, String sentence, String note, String make) {
      this.name = name;
      this.title = title;
      this.sentence = sentence;
      this.note = note;
      this.make = make;
    }
  }

  private final UiContext ui;
  private final Texts texts;
  private final NewKitModel model;
  private final Purpose purpose;
  private final UnlockFields fields;
  private final StackPane row = new StackPane();
  private final VBox view;

  NewKitStep(UiContext ui, NewKitModel model, Purpose purpose) {
    this.ui = ui;
    this.purpose = purpose;
    this.texts = ui.texts();
    this.model = model;
    fields =
        purpose == Purpose.KIT
            ? new UnlockFields(texts, model.input(), "new-kit")
            : UnlockFields.untilNow(texts, model.input(), "new-kit");
    var choose = Ui.button(Feather.FILE_PLUS, texts.get("newKit.choose"), this::choose, "small");
    choose.setId("new-kit-choose");
    view =
        new VBox(
            24,
            new VBox(8, fields, fields.choice()),
            Card.of(texts.get("newKit.place"), choose, row),
            new Note(Feather.INFO, texts.get(purpose.note)));
    model.targetProperty().addListener((_, _, target) -> showPlace(target));
    showPlace(model.targetProperty().get());
    // As the first step it is shown before it is in the window, where nothing can have the focus.
    view.sceneProperty()
        .addListener(
            (_, _, scene) -> {
              if (scene != null) {
                Platform.runLater(fields::focus);
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

  @Override
  public Words words() {
    return new Words(
        purpose.name, "step.newKit.hint", purpose.title, purpose.sentence, purpose.make);
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
    fields.focus();
  }

  @Override
  public void hidden() {
    fields.hide();
  }

  @Override
  public boolean dirty() {
    return model.input().filled().get();
  }
}
