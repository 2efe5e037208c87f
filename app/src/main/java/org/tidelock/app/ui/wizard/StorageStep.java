package org.tidelock.app.ui.wizard;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.ChoiceCard;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.wizard.StorageModel.Kind;
import org.tidelock.engine.Vaults.StorageState;

/// Where the encrypted data lives: for a new vault an empty place, for joining one with a vault, for a second copy an empty one or one that has it.
final class StorageStep implements WizardStep {
  enum Purpose {
    CREATE("storage.create", "wizard.continue"),
    JOIN("storage.join", "wizard.continue"),
    COPY("storage.copy", "storage.copy.go");

    private final String key;
    private final String goOn;

    Purpose(String key, String goOn) {
      this.key = key;
      this.goOn = goOn;
    }

    /// Whether one can go on with that.
    boolean fits(Look look) {
      return look instanceof Look.Seen seen && takes(seen.state());
    }

    private boolean takes(StorageState state) {
      return switch (this) {
        case CREATE -> state == StorageState.EMPTY;
        case JOIN -> state == StorageState.VAULT;
        // Whose vault it is, the engine sees.
        case COPY -> state != StorageState.FOREIGN;
      };
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
  private final Note note;
  private final Map<FolderPlace, FolderPanel> folders = new HashMap<>();
  private final Map<ServerPlace, ServerPanel> servers = new HashMap<>();
  private final ObservableBooleanValue ready;
  private final Consumer<Runnable> goOn;

  StorageStep(UiContext ui, StorageModel model, Purpose purpose) {
    this(ui, model, purpose, Runnable::run);
  }

  /// @param goOn does what follows, and then what it is given
  StorageStep(UiContext ui, StorageModel model, Purpose purpose, Consumer<Runnable> goOn) {
    this.goOn = goOn;
    this.ui = ui;
    this.texts = ui.texts();
    this.model = model;
    this.purpose = purpose;
    this.ready =
        Bindings.createBooleanBinding(
            () -> purpose.fits(model.lookProperty().getValue()), model.lookProperty());
    this.note = new Note(Feather.EYE_OFF, texts.get("storage.note"));
    view = new VBox(24, cards(), panel, note);
    model.kindProperty().addListener((_, _, _) -> showKind());
    showKind();
  }

  private GridPane cards() {
    var group = new ToggleGroup();
    var grid = new GridPane(16, 12);
    var half = new ColumnConstraints();
    half.setPercentWidth(50);
    grid.getColumnConstraints().addAll(half, half);
    var offered = StorageKinds.ALL.stream().filter(choice -> model.offers(choice.kind())).toList();
    for (int i = 0; i < offered.size(); i++) {
      grid.add(card(offered.get(i), group), i % 2, i / 2);
    }
    grid.setAccessibleRole(AccessibleRole.PARENT);
    grid.setAccessibleText(texts.get("step.storage"));
    return grid;
  }

  private ToggleButton card(StorageKinds.Choice choice, ToggleGroup group) {
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
    return card;
  }

  private void showKind() {
    var place = model.place();
    panel.getChildren().setAll(panel(place));
    note.say(texts.get(place instanceof ServerPlace ? "storage.note.server" : "storage.note"));
  }

  private Node panel(StoragePlace of) {
    return switch (of) {
      case FolderPlace folder -> folders.computeIfAbsent(folder, this::folderPanel);
      case ServerPlace server ->
          servers.computeIfAbsent(server, _ -> new ServerPanel(ui, server, purpose));
    };
  }

  private FolderPanel folderPanel(FolderPlace of) {
    boolean isChosen = of.equals(model.folder());
    return new FolderPanel(
        ui, of, purpose, isChosen ? Optional.of(this::askForFolder) : Optional.empty());
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

  @Override
  public Words words() {
    return new Words(
        "step.storage",
        "step.storage.hint",
        purpose.key + ".title",
        purpose.key + ".sentence",
        purpose.goOn);
  }

  @Override
  public void proceed(Runnable next) {
    goOn.accept(next);
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
