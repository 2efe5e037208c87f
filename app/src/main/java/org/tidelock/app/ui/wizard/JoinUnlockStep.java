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

/// By another device, by the passphrase, or by the words of the recovery kit.
final class JoinUnlockStep implements WizardStep {
  private final Texts texts;
  private final JoinModel model;
  private final UnlockFields fields;
  private final PassphraseFields ownFields;
  private final VBox own;
  private final VBox view;

  JoinUnlockStep(UiContext ui, JoinModel model) {
    this.texts = ui.texts();
    this.model = model;
    fields = new UnlockFields(texts, model.input(), "join");
    ownFields = new PassphraseFields(texts, model.pairing().own(), "passphrase.label", "own");
    own = own();
    view = new VBox(24, choices(), fields, keep(), own);
    model.wayProperty().addListener((_, _, _) -> show());
    model.keepUnlockedProperty().addListener((_, _, _) -> show());
    show();
  }

  private VBox choices() {
    var group = new ToggleGroup();
    var byDevice =
        choice(
            JoinWay.DEVICE,
            ChoiceCard.choosing(
                Feather.MONITOR, texts.get("join.device"), texts.get("join.device.body"), group));
    byDevice.setId("join-by-device");
    var byPassphrase =
        choice(
            JoinWay.PASSPHRASE,
            ChoiceCard.choosing(
                Feather.KEY,
                texts.get("join.passphrase"),
                texts.get("join.passphrase.body"),
                group));
    byPassphrase.setId("join-by-passphrase");
    var byKit =
        choice(
            JoinWay.KIT,
            ChoiceCard.choosing(
                Feather.FILE_TEXT, texts.get("join.kit"), texts.get("join.kit.body"), group));
    byKit.setId("join-by-kit");
    byDevice.setSelected(true);
    byDevice.setMaxWidth(Double.MAX_VALUE);
    var row = new HBox(16, byPassphrase, byKit);
    for (var card : new ToggleButton[] {byPassphrase, byKit}) {
      HBox.setHgrow(card, Priority.ALWAYS);
      card.setPrefWidth(400);
    }
    return new VBox(16, byDevice, row);
  }

  private ToggleButton choice(JoinWay way, ToggleButton card) {
    card.selectedProperty()
        .addListener(
            (_, _, chosen) -> {
              if (chosen) {
                model.wayProperty().set(way);
              }
            });
    return card;
  }

  /// What the way that was chosen needs, and nothing else.
  private void show() {
    var way = model.wayProperty().get();
    Ui.show(fields, way != JoinWay.DEVICE);
    boolean needsOwn = way == JoinWay.DEVICE && !model.keepUnlockedProperty().get();
    Ui.show(own, needsOwn);
    if (!needsOwn) {
      ownFields.hide();
    }
  }

  private VBox own() {
    var suggest =
        Ui.button(Feather.REFRESH_CW, texts.get("passphrase.suggest"), ownFields::suggest, "small");
    suggest.setId("own-suggest");
    ownFields.setMaxWidth(480);
    return Ui.column(
        16,
        Ui.column(
            4,
            Ui.paragraph(texts.get("pair.own"), "t-sub"),
            Ui.paragraph(texts.get("pair.own.body"), "t-small", "fg-muted")),
        ownFields,
        Ui.row(0, suggest));
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
    return model.ready();
  }

  @Override
  public void proceed(Runnable next) {
    if (model.takeUnlock()) {
      next.run();
    }
  }

  @Override
  public void shown() {
    if (model.wayProperty().get() != JoinWay.DEVICE) {
      fields.focus();
    } else if (!model.keepUnlockedProperty().get()) {
      ownFields.focus();
    }
  }

  @Override
  public void hidden() {
    fields.hide();
    ownFields.hide();
  }

  @Override
  public boolean dirty() {
    return model.input().filled().get()
        || !model.pairing().own().passphraseProperty().get().isEmpty();
  }
}
