package org.tidelock.app.ui.wizard;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
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
import org.tidelock.app.ui.wizard.StorageModel.Kind;
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

    /// Whether one can go on with that.
    boolean fits(Look look) {
      return look instanceof Look.Seen seen && seen.state() == wanted;
    }

    /// Key of what is said of such a place.
    String key(StorageState state) {
      return key + "." + state.name().toLowerCase(Locale.ROOT);
    }
  }

  private final UiContext ui;
  private final Texts texts;
  private final StorageModel model;
  private final Purpose purpose;
  private final VBox view;
  private final StackPane panel = new StackPane();
  private final StackPane facts = new StackPane();
  private final Note note;
  private final Map<ServerPlace, ServerPanel> servers = new HashMap<>();
  private final ObservableBooleanValue ready;

  StorageStep(UiContext ui, StorageModel model, Purpose purpose) {
    this.ui = ui;
    this.texts = ui.texts();
    this.model = model;
    this.purpose = purpose;
    this.ready =
        Bindings.createBooleanBinding(
            () -> purpose.fits(model.lookProperty().getValue()), model.lookProperty());
    this.note = new Note(Feather.EYE_OFF, texts.get("storage.note"));
    view = new VBox(24, cards(), panel, note);
    model.lookProperty().addListener((_, _, _) -> showLook());
    model.kindProperty().addListener((_, _, _) -> showKind());
    showKind();
  }

  private GridPane cards() {
    var group = new ToggleGroup();
    var grid = new GridPane(16, 12);
    var half = new ColumnConstraints();
    half.setPercentWidth(50);
    grid.getColumnConstraints().addAll(half, half);
    int place = 0;
    for (var choice : StorageKinds.ALL) {
      var card =
          ChoiceCard.choosing(
              choice.icon(), texts.get(choice.name()), texts.get(choice.body()), group);
      card.setId(choice.id());
      card.getStyleClass().add("compact");
      card.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
      card.setSelected(model.kindProperty().get() == choice.kind());
      card.selectedProperty()
          .addListener(
              (_, _, selected) -> {
                if (selected) {
                  model.kindProperty().set(choice.kind());
                }
              });
      if (choice.kind() == Kind.FOLDER) {
        card.setOnAction(_ -> askForFirstFolder());
      }
      grid.add(card, place % 2, place / 2);
      place++;
    }
    grid.setAccessibleRole(AccessibleRole.PARENT);
    grid.setAccessibleText(texts.get("step.storage"));
    return grid;
  }

  private void showKind() {
    var place = model.place();
    var server =
        place instanceof ServerPlace reached
            ? Optional.of(
                servers.computeIfAbsent(reached, _ -> new ServerPanel(ui, reached, purpose)))
            : Optional.<ServerPanel>empty();
    panel.getChildren().setAll(server.map(Node.class::cast).orElse(facts));
    note.say(texts.get(server.isPresent() ? "storage.note.server" : "storage.note"));
    showLook();
  }

  /// Of a folder; the panel of a server shows its own.
  private void showLook() {
    if (model.place() instanceof FolderPlace folder) {
      showFacts(folder);
    }
  }

  private void askForFirstFolder() {
    if (model.folder().chosenProperty().get().isEmpty()) {
      askForFolder();
    }
  }

  private void askForFolder() {
    var chosen = model.folder().chosenProperty();
    ui.files()
        .chooseFolder(texts.get("storage.choose.title"), chosen.get())
        .ifPresent(path -> chosen.set(Optional.of(path)));
  }

  private void showFacts(FolderPlace folder) {
    var place =
        folder.chosenProperty().get().map(Object::toString).orElse(texts.get("storage.noFolder"));
    var look = folder.lookProperty().get();
    var card = Card.padded(16);
    var line = Ui.row(12);
    var words = Ui.column(2);
    var head = Ui.label(place, "t-medium");
    head.setMinWidth(0);
    var detail = Ui.paragraph("", "t-small", "fg-muted");
    words.getChildren().addAll(head, detail);
    switch (look) {
      case Look.Nothing() ->
          say(line, detail, Feather.INFO, Tone.NEUTRAL, texts.get("storage.pick"));
      case Look.Looking() ->
          say(line, detail, Feather.LOADER, Tone.NEUTRAL, texts.get("storage.looking"));
      case Look.AtThePage _, Look.Stranger _, Look.Changed _, Look.Refused _, Look.Wrong _ -> {
        // of servers only
      }
      case Look.Seen seen -> sayFound(line, detail, seen);
      case Look.Failed failed ->
          say(
              line,
              detail,
              Feather.ALERT_CIRCLE,
              Tone.DANGER,
              (failed.problem().title() + " " + failed.problem().body()).strip());
    }
    line.getChildren().add(Ui.grow(words));
    if (model.kindProperty().get() == Kind.FOLDER) {
      var choose = Ui.button(texts.get("storage.choose"), this::askForFolder, "small");
      choose.setId("storage-choose");
      line.getChildren().add(choose);
    }
    card.getChildren().add(line);
    if (look instanceof Look.Seen seen && purpose.fits(seen)) {
      card.getChildren().addAll(Ui.separator(), columns(seen));
    }
    facts.getChildren().setAll(card);
  }

  private static void say(
      HBox line, javafx.scene.control.Label detail, Feather icon, Tone tone, String words) {
    line.getChildren().addFirst(Icons.of(icon, 18, tone));
    detail.setText(words);
  }

  private void sayFound(HBox line, javafx.scene.control.Label detail, Look.Seen seen) {
    boolean good = purpose.fits(seen);
    say(
        line,
        detail,
        good ? Feather.CHECK_CIRCLE : Feather.ALERT_TRIANGLE,
        good ? Tone.SUCCESS : Tone.WARNING,
        texts.get(purpose.key(seen.state())));
  }

  private HBox columns(Look.Seen seen) {
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

  static VBox fact(String name, String value) {
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
    model.shown();
  }

  @Override
  public void hidden() {
    servers.values().forEach(ServerPanel::hide);
  }

  @Override
  public boolean dirty() {
    return model.isTouched();
  }
}
