package org.tidelock.app.ui.wizard;

import atlantafx.base.controls.ToggleSwitch;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.ChoiceCard;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;

/// By passphrase or by the words of the recovery kit.
final class JoinUnlockStep implements WizardStep {
  private final Texts texts;
  private final JoinModel model;
  private final Field passphrase;
  private final TextArea words = new TextArea();
  private final VBox view;

  JoinUnlockStep(UiContext ui, JoinModel model) {
    this.texts = ui.texts();
    this.model = model;
    passphrase =
        Field.secret(
            texts.get("passphrase.label"),
            true,
            texts.get("passphrase.show"),
            texts.get("passphrase.hide"));
    passphrase.id("join-passphrase");
    passphrase.setMaxWidth(480);
    passphrase.textProperty().bindBidirectional(model.passphraseProperty());
    words.setId("join-words");
    words.setAccessibleText(texts.get("kit.words.label"));
    words.setPromptText(texts.get("kit.words.prompt"));
    words.setPrefRowCount(4);
    words.setWrapText(true);
    words.textProperty().bindBidirectional(model.wordsProperty());
    view = new VBox(24, choices(), new StackPane(passphrase, kit()), keep());
    StackPane.setAlignment(passphrase, Pos.TOP_LEFT);
    passphrase.visibleProperty().bind(model.byKitProperty().not());
    passphrase.managedProperty().bind(passphrase.visibleProperty());
    model.unlockProblemProperty().addListener((_, _, said) -> showProblem(said));
  }

  private HBox choices() {
    var group = new ToggleGroup();
    ToggleButton byPassphrase =
        ChoiceCard.choosing(
            Feather.KEY, texts.get("join.passphrase"), texts.get("join.passphrase.body"), group);
    byPassphrase.setId("join-by-passphrase");
    ToggleButton byKit =
        ChoiceCard.choosing(
            Feather.FILE_TEXT, texts.get("join.kit"), texts.get("join.kit.body"), group);
    byKit.setId("join-by-kit");
    byPassphrase.setSelected(true);
    byKit.selectedProperty().addListener((_, _, chosen) -> model.byKitProperty().set(chosen));
    var row = new HBox(16, byPassphrase, byKit);
    for (var card : new ToggleButton[] {byPassphrase, byKit}) {
      HBox.setHgrow(card, Priority.ALWAYS);
      card.setPrefWidth(400);
    }
    return row;
  }

  private VBox kit() {
    var problem = Ui.paragraph("", "t-caption", "fg-danger");
    problem.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14, Tone.DANGER));
    problem.textProperty().bind(model.unlockProblemProperty());
    problem.visibleProperty().bind(model.unlockProblemProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    var kit =
        new VBox(6, Ui.label(texts.get("kit.words.label"), "t-small", "t-medium"), words, problem);
    kit.visibleProperty().bind(model.byKitProperty());
    kit.managedProperty().bind(kit.visibleProperty());
    return kit;
  }

  private Card keep() {
    var keep = new ToggleSwitch();
    keep.setId("join-keep");
    keep.setSelected(model.keepUnlockedProperty().get());
    keep.selectedProperty().bindBidirectional(model.keepUnlockedProperty());
    keep.setAccessibleText(texts.get("passphrase.keep"));
    keep.disableProperty().bind(model.byKitProperty());
    var body = Ui.paragraph("", "t-small", "fg-muted");
    body.textProperty()
        .bind(
            model
                .byKitProperty()
                .map(kit -> texts.get(kit ? "join.keep.kit" : "passphrase.keep.body")));
    var words = Ui.grow(Ui.column(2, Ui.label(texts.get("passphrase.keep"), "t-medium"), body));
    words.setAlignment(Pos.CENTER_LEFT);
    var row = Ui.styled(new HBox(words, keep), "tl-row", "option", "last");
    row.setMinHeight(64);
    return new Card(row);
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
        "step.unlock",
        "step.unlock.hint",
        "join.unlock.title",
        "join.unlock.sentence",
        "wizard.continue");
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public ObservableBooleanValue ready() {
    return model.unlockReady();
  }

  @Override
  public void proceed(Runnable next) {
    if (model.takeUnlock()) {
      next.run();
    }
  }

  @Override
  public void shown() {
    if (model.byKitProperty().get()) {
      words.requestFocus();
    } else {
      passphrase.focus();
    }
  }

  @Override
  public void hidden() {
    passphrase.revealedProperty().set(false);
  }

  @Override
  public boolean dirty() {
    return model.unlockReady().get();
  }
}
