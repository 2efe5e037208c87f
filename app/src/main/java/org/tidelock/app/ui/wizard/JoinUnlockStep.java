package org.tidelock.app.ui.wizard;

import atlantafx.base.controls.ToggleSwitch;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.UnlockFields;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.ChoiceCard;
import org.tidelock.app.ui.component.Ui;

/// By passphrase or by the words of the recovery kit.
final class JoinUnlockStep implements WizardStep {
  private final Texts texts;
  private final JoinModel model;
  private final UnlockFields fields;
  private final VBox view;

  JoinUnlockStep(UiContext ui, JoinModel model) {
    this.texts = ui.texts();
    this.model = model;
    fields = new UnlockFields(texts, model.input(), "join");
    view = new VBox(24, choices(), fields, keep());
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
    byKit
        .selectedProperty()
        .addListener((_, _, chosen) -> model.input().byKitProperty().set(chosen));
    var row = new HBox(16, byPassphrase, byKit);
    for (var card : new ToggleButton[] {byPassphrase, byKit}) {
      HBox.setHgrow(card, Priority.ALWAYS);
      card.setPrefWidth(400);
    }
    return row;
  }

  private Card keep() {
    var keep = new ToggleSwitch();
    keep.setId("join-keep");
    keep.setSelected(model.keepUnlockedProperty().get());
    keep.selectedProperty().bindBidirectional(model.keepUnlockedProperty());
    keep.setAccessibleText(texts.get("passphrase.keep"));
    keep.disableProperty().bind(model.input().byKitProperty());
    var body = Ui.paragraph("", "t-small", "fg-muted");
    body.textProperty()
        .bind(
            model
                .input()
                .byKitProperty()
                .map(kit -> texts.get(kit ? "join.keep.kit" : "passphrase.keep.body")));
    var words = Ui.grow(Ui.column(2, Ui.label(texts.get("passphrase.keep"), "t-medium"), body));
    words.setAlignment(Pos.CENTER_LEFT);
    var row = Ui.styled(new HBox(words, keep), "tl-row", "option", "last");
    row.setMinHeight(64);
    return new Card(row);
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
    return model.input().filled();
  }

  @Override
  public void proceed(Runnable next) {
    if (model.takeUnlock()) {
      next.run();
    }
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
