package org.tidelock.app.ui.settings;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.settings.PlaceModel.State;

/// Says what is in a folder, and asks what the vault is to call it, before it is synced where it is.
final class PlaceDialog {
  private final Texts texts;
  private final PageContext context;
  private final PlaceModel model;
  private final VBox said = Ui.styled(Ui.column(6), "tl-inset");
  private final Button go;

  private PlaceDialog(PageContext context, PlaceModel model, BiConsumer<Path, String> place) {
    this.texts = context.texts();
    this.context = context;
    this.model = model;
    said.setPadding(new Insets(12, 16, 12, 16));
    go =
        Ui.button(
            Feather.FOLDER_PLUS,
            texts.get("folders.place.go"),
            () -> {
              context.layer().close();
              place.accept(model.folder(), model.nameProperty().get().strip());
            },
            "accent");
    go.setId("place-go");
    go.setDefaultButton(true);
    go.disableProperty().bind(model.ready().not());
    model.stateProperty().addListener((_, _, _) -> show());
    show();
  }

  /// @param place is given the folder and its name in the vault
  static void open(PageContext context, Path folder, BiConsumer<Path, String> place) {
    var model = new PlaceModel(context.ui(), context.model().info().storage(), folder);
    var dialog = new PlaceDialog(context, model, place);
    var name = Field.text(dialog.texts.get("folders.place.name"), false);
    name.id("place-name");
    name.textProperty().bindBidirectional(model.nameProperty());
    var cancel = Ui.button(dialog.texts.get("wizard.cancel"), context.layer()::close);
    cancel.setId("place-cancel");
    context
        .layer()
        .open(
            new DialogCard(
                    Feather.FOLDER_PLUS,
                    Tone.ACCENT,
                    dialog.texts.get("folders.place.title"),
                    folder.toString(),
                    Ui.column(
                        16,
                        dialog.said,
                        name,
                        new Note(Feather.INFO, dialog.texts.get("folders.place.note"))),
                    dialog.go,
                    cancel)
                .onEscape(context.layer()::close)
                .onClosed(model::stop));
    name.focus();
    model.look();
  }

  private void show() {
    said.getChildren().clear();
    switch (model.stateProperty().get()) {
      case State.Counting() -> line(Feather.LOADER, Tone.NEUTRAL, texts.get("folder.counting"));
      case State.Refused(var problem) -> {
        line(Feather.ALERT_CIRCLE, Tone.DANGER, problem.title());
        said.getChildren().add(Ui.paragraph(problem.body(), "t-small", "fg-muted"));
      }
      case State.Known(var facts) -> {
        line(
            Feather.CHECK_CIRCLE,
            Tone.SUCCESS,
            facts.files() == 0
                ? texts.get("folder.empty")
                : texts.get(
                    "folder.willSend", facts.files(), context.formats().size(facts.bytes())));
        if (facts.leftOut() > 0) {
          said.getChildren()
              .add(
                  Ui.paragraph(
                      texts.get("folder.leftOut", facts.leftOut()), "t-small", "fg-muted"));
        }
      }
    }
  }

  private void line(Feather icon, Tone tone, String words) {
    said.getChildren()
        .add(Ui.row(12, Icons.of(icon, 16, tone), Ui.grow(Ui.paragraph(words, "t-small"))));
  }
}
