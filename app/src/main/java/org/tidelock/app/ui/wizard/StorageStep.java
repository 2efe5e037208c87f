package org.tidelock.app.ui.wizard;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.ChoiceCard;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Vaults.StorageState;

/// Where the encrypted data lives: for a new vault an empty place, for joining one with a vault.
final class StorageStep implements WizardStep {
  enum Purpose {
    CREATE("storage.create", StorageState.EMPTY),
    JOIN("storage.join", StorageState.VAULT);

    private final String key;
    private final StorageState wanted;

    Purpose(String key, StorageState wanted) {
      this.key = key;
      this.wanted = wanted;
    }
  }

  private final UiContext ui;
  private final Texts texts;
  private final StorageModel model;
  private final Purpose purpose;
  private final VBox view;
  private final StackPane facts = new StackPane();
  private final ObservableBooleanValue ready;

  StorageStep(UiContext ui, StorageModel model, Purpose purpose) {
    this.ui = ui;
    this.texts = ui.texts();
    this.model = model;
    this.purpose = purpose;
    this.ready = Bindings.createBooleanBinding(this::fits, model.lookProperty());
    var group = new ToggleGroup();
    ToggleButton here =
        ChoiceCard.choosing(
            Feather.MONITOR, texts.get("storage.here"), texts.get("storage.here.body"), group);
    here.setId("storage-here");
    var folder =
        ChoiceCard.choosing(
            Feather.HARD_DRIVE,
            texts.get("storage.folder"),
            texts.get("storage.folder.body"),
            group);
    folder.setId("storage-folder");
    here.setSelected(true);
    here.selectedProperty().addListener((_, _, chosen) -> choose(chosen));
    folder.setOnAction(_ -> askForFirstFolder());
    var cards = new HBox(16, here, folder);
    HBox.setHgrow(here, Priority.ALWAYS);
    HBox.setHgrow(folder, Priority.ALWAYS);
    here.setPrefWidth(400);
    folder.setPrefWidth(400);
    view = new VBox(24, cards, facts, new Note(Feather.EYE_OFF, texts.get("storage.note")));
    model.lookProperty().addListener((_, _, _) -> showFacts());
    showFacts();
  }

  private boolean fits() {
    return model.lookProperty().get() instanceof StorageModel.Look.Seen seen
        && seen.state() == purpose.wanted;
  }

  private void choose(boolean thisComputer) {
    model
        .kindProperty()
        .set(thisComputer ? StorageModel.Kind.THIS_COMPUTER : StorageModel.Kind.FOLDER);
  }

  private void askForFirstFolder() {
    if (model.chosenProperty().get().isEmpty()) {
      askForFolder();
    }
  }

  private void askForFolder() {
    ui.files()
        .chooseFolder(texts.get("storage.choose.title"), model.chosenProperty().get())
        .ifPresent(path -> model.chosenProperty().set(Optional.of(path)));
  }

  private void showFacts() {
    var place = model.place().map(Object::toString).orElse(texts.get("storage.noFolder"));
    var card = Card.padded(16);
    var line = Ui.row(12);
    var words = Ui.column(2);
    var head = Ui.label(place, "t-medium");
    head.setMinWidth(0);
    var detail = Ui.paragraph("", "t-small", "fg-muted");
    words.getChildren().addAll(head, detail);
    switch (model.lookProperty().get()) {
      case StorageModel.Look.Nothing() ->
          say(line, detail, Feather.INFO, Tone.NEUTRAL, texts.get("storage.pick"));
      case StorageModel.Look.Looking() ->
          say(line, detail, Feather.LOADER, Tone.NEUTRAL, texts.get("storage.looking"));
      case StorageModel.Look.Seen seen -> sayFound(line, detail, seen);
      case StorageModel.Look.Failed failed ->
          say(
              line,
              detail,
              Feather.ALERT_CIRCLE,
              Tone.DANGER,
              (failed.problem().title() + " " + failed.problem().body()).strip());
    }
    line.getChildren().add(Ui.grow(words));
    if (model.kindProperty().get() == StorageModel.Kind.FOLDER) {
      var choose = Ui.button(texts.get("storage.choose"), this::askForFolder, "small");
      choose.setId("storage-choose");
      line.getChildren().add(choose);
    }
    card.getChildren().add(line);
    if (model.lookProperty().get() instanceof StorageModel.Look.Seen seen
        && seen.state() == purpose.wanted) {
      card.getChildren().addAll(Ui.separator(), columns(seen));
    }
    facts.getChildren().setAll(card);
  }

  private static void say(
      HBox line, javafx.scene.control.Label detail, Feather icon, Tone tone, String words) {
    line.getChildren().addFirst(Icons.of(icon, 18, tone));
    detail.setText(words);
  }

  private void sayFound(HBox line, javafx.scene.control.Label detail, StorageModel.Look.Seen seen) {
    boolean good = seen.state() == purpose.wanted;
    var key = purpose.key + "." + seen.state().name().toLowerCase(java.util.Locale.ROOT);
    say(
        line,
        detail,
        good ? Feather.CHECK_CIRCLE : Feather.ALERT_TRIANGLE,
        good ? Tone.SUCCESS : Tone.WARNING,
        texts.get(key));
  }

  private HBox columns(StorageModel.Look.Seen seen) {
    var free =
        seen.free()
            .map(bytes -> new Formats(texts, ui.clock()).size(bytes))
            .orElse(texts.get("storage.free.unknown"));
    return new HBox(
        16,
        fact(texts.get("storage.free"), free),
        fact(texts.get("storage.test"), texts.get("storage.test.good")),
        fact(texts.get("storage.versions"), texts.get("storage.versions.body")));
  }

  private static VBox fact(String name, String value) {
    var column =
        Ui.column(
            4, Ui.label(name, "t-small", "t-medium"), Ui.paragraph(value, "t-small", "fg-muted"));
    column.setPrefWidth(260);
    return Ui.grow(column);
  }

  @Override
  public Words words() {
    return new Words(
        "step.storage",
        "step.storage.hint",
        purpose.key + ".title",
        purpose.key + ".sentence",
        "wizard.continue");
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public ObservableBooleanValue ready() {
    return ready;
  }

  @Override
  public void shown() {
    model.look();
  }
}
