package org.tidelock.app.ui.wizard;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.FolderRow;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Vaults.Caution;
import org.tidelock.engine.Vaults.FolderFacts;

/// Which folder stays in sync, and what will happen to what it holds.
final class FolderStep implements WizardStep {
  enum Purpose {
    CREATE,
    JOIN
  }

  private final UiContext ui;
  private final Texts texts;
  private final FolderModel model;
  private final Purpose purpose;
  private final Consumer<Runnable> work;
  private final StackPane row = new StackPane();
  private final VBox facts = Ui.styled(new VBox(10), "tl-inset");
  private final Field name;
  private final Field computer;
  private final VBox view;

  /// @param work what Continue does before the wizard goes on
  FolderStep(UiContext ui, FolderModel model, Purpose purpose, Consumer<Runnable> work) {
    this.work = work;
    this.ui = ui;
    this.texts = ui.texts();
    this.model = model;
    this.purpose = purpose;
    var choose = Ui.button(Feather.FOLDER_PLUS, texts.get("folder.choose"), this::choose, "small");
    choose.setId("folder-choose");
    name = Field.text(texts.get("folder.vaultName"), false);
    name.id("vault-name");
    name.textProperty().bindBidirectional(model.vaultNameProperty());
    computer = Field.text(texts.get("folder.computer"), false);
    computer.id("computer-name");
    computer.textProperty().bindBidirectional(model.computerProperty());
    var names = new HBox(16);
    if (purpose == Purpose.CREATE) {
      names.getChildren().add(Ui.grow(name));
    }
    names.getChildren().add(Ui.grow(computer));
    name.setPrefWidth(400);
    computer.setPrefWidth(400);
    facts.setPadding(new javafx.geometry.Insets(16, 20, 16, 20));
    view =
        new VBox(
            24,
            Card.of(texts.get("folder.here"), choose, row),
            facts,
            names,
            new Note(Feather.INFO, texts.get("folder.namesNote")));
    model.folderProperty().addListener((_, _, _) -> showFacts());
    model.factsProperty().addListener((_, _, _) -> showFacts());
    showFacts();
  }

  private void choose() {
    ui.files()
        .chooseFolder(texts.get("folder.choose.title"), Optional.of(model.folderProperty().get()))
        .ifPresent(model.folderProperty()::set);
  }

  private void showFacts() {
    var folder = model.folderProperty().get();
    var known = model.factsProperty().get();
    Node state =
        known instanceof FolderModel.Facts.Known(var found)
            ? Ui.label(counts(found), "t-small", "fg-muted")
            : new Label();
    var folderRow =
        new FolderRow(
            Feather.FOLDER, String.valueOf(folder.getFileName()), folder.toString(), state);
    folderRow.last();
    row.getChildren().setAll(folderRow);
    switch (known) {
      case FolderModel.Facts.Counting() ->
          say(Feather.LOADER, Tone.NEUTRAL, texts.get("folder.counting"), "");
      case FolderModel.Facts.Known(var found) -> {
        say(Feather.CHECK_CIRCLE, Tone.SUCCESS, headline(found), detail(found));
        for (var caution : found.cautions()) {
          facts
              .getChildren()
              .add(
                  Ui.row(
                      12,
                      Icons.of(Feather.ALERT_TRIANGLE, 18, Tone.WARNING),
                      Ui.grow(Ui.paragraph(words(caution), "t-small"))));
        }
      }
      case FolderModel.Facts.Refused(var problem) ->
          say(Feather.ALERT_CIRCLE, Tone.DANGER, problem.title(), problem.body());
    }
  }

  private String words(Caution caution) {
    return switch (caution) {
      case OTHER_SYNC -> texts.get("folder.caution.otherSync");
      case NETWORK_DRIVE -> texts.get("folder.caution.network");
      case REMOVABLE_DRIVE -> texts.get("folder.caution.removable");
      case VERY_MANY -> texts.get("folder.caution.many");
      case LITTLE_ROOM -> texts.get("folder.caution.room");
    };
  }

  private void say(Feather icon, Tone tone, String headline, String detail) {
    var words = Ui.column(2, Ui.paragraph(headline, "t-medium"));
    if (!detail.isEmpty()) {
      words.getChildren().add(Ui.paragraph(detail, "t-small", "fg-muted"));
    }
    facts.getChildren().setAll(Ui.row(12, Icons.of(icon, 18, tone), Ui.grow(words)));
  }

  private String counts(FolderFacts found) {
    return found.exists()
        ? texts.get("folder.counts", found.files(), ui.formats().size(found.bytes()))
        : "";
  }

  private String headline(FolderFacts found) {
    if (!found.exists()) {
      return texts.get("folder.new");
    }
    if (found.files() == 0) {
      return texts.get("folder.empty");
    }
    return purpose == Purpose.CREATE
        ? texts.get("folder.willSend", found.files(), ui.formats().size(found.bytes()))
        : texts.get("folder.merges", found.files());
  }

  private String detail(FolderFacts found) {
    var left = found.leftOut() > 0 ? texts.get("folder.leftOut", found.leftOut()) : "";
    var merging =
        purpose == Purpose.JOIN && found.files() > 0
            ? texts.get("folder.merges.body")
            : texts.get("folder.stays");
    return (merging + " " + left).strip();
  }

  @Override
  public Words words() {
    return new Words(
        "step.folder", "step.folder.hint", "folder.title", "folder.sentence", "wizard.continue");
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
    work.accept(next);
  }

  @Override
  public void shown() {
    model.inspect();
    (purpose == Purpose.CREATE ? name : computer).focus();
  }
}
