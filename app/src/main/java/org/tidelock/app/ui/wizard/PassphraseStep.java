package org.tidelock.app.ui.wizard;

import atlantafx.base.controls.ToggleSwitch;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Ui;

/// Choose a passphrase: the first of a vault, which Continue makes then, or one in the place of another.
final class PassphraseStep implements WizardStep {
  /// What it is for, with its words as keys of texts.
  enum Purpose {
    FIRST("passphrase.title", "passphrase.sentence", "passphrase.advice.kit"),
    CHANGE("passphrase.next.title", "passphrase.next.sentence", "passphrase.next.kit"),
    REPLACE("passphrase.next.title", "passphrase.next.replace", "passphrase.next.newKit");

    private final String title;
    private final String sentence;
    private final String kit;

    Purpose(String title, String sentence, String kit) {
      this.title = title;
      this.sentence = sentence;
      this.kit = kit;
    }
  }

  private final Texts texts;
  private final PassphraseModel model;
  private final Purpose purpose;
  private final Consumer<Runnable> create;
  private final PassphraseFields fields;
  private final HBox view;

  PassphraseStep(UiContext ui, PassphraseModel model, Consumer<Runnable> create) {
    this(ui, model, Purpose.FIRST, create);
  }

  /// One in the place of another: the next step does it.
  PassphraseStep(UiContext ui, PassphraseModel model, Purpose purpose) {
    this(ui, model, purpose, Runnable::run);
  }

  private PassphraseStep(
      UiContext ui, PassphraseModel model, Purpose purpose, Consumer<Runnable> create) {
    this.texts = ui.texts();
    this.model = model;
    this.purpose = purpose;
    this.create = create;
    fields = new PassphraseFields(texts, model, "passphrase.label", "passphrase");
    var left = new VBox(18, fields, options());
    left.setPrefWidth(480);
    left.setMinWidth(420);
    view = new HBox(32, Ui.grow(left), advice());
  }

  private Card options() {
    var suggest =
        Ui.button(Feather.REFRESH_CW, texts.get("passphrase.suggest"), this::suggest, "small");
    suggest.setId("passphrase-suggest");
    var suggesting =
        option(
            texts.get("passphrase.suggest.title"), texts.get("passphrase.suggest.body"), suggest);
    return purpose == Purpose.FIRST ? new Card(suggesting, keeping()) : new Card(last(suggesting));
  }

  private HBox keeping() {
    var keep = new ToggleSwitch();
    keep.setId("keep-unlocked");
    keep.setSelected(model.keepUnlockedProperty().get());
    keep.selectedProperty().bindBidirectional(model.keepUnlockedProperty());
    keep.setAccessibleText(texts.get("passphrase.keep"));
    keep.setAccessibleHelp(texts.get("passphrase.keep.body"));
    return last(option(texts.get("passphrase.keep"), texts.get("passphrase.keep.body"), keep));
  }

  private static HBox last(HBox row) {
    row.getStyleClass().add("last");
    return row;
  }

  private static HBox option(String title, String body, Node control) {
    var words =
        Ui.grow(
            Ui.column(2, Ui.label(title, "t-medium"), Ui.paragraph(body, "t-small", "fg-muted")));
    words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    var row = Ui.styled(new HBox(words, control), "tl-row", "option");
    row.setMinHeight(60);
    return row;
  }

  private VBox advice() {
    var panel =
        Ui.styled(
            new VBox(
                16,
                Ui.label(texts.get("passphrase.advice"), "t-sub"),
                advice(Feather.UNLOCK, "passphrase.advice.reset"),
                advice(Feather.FILE_TEXT, purpose.kit),
                advice(Feather.EDIT_2, "passphrase.advice.length")),
            "tl-inset");
    panel.setPadding(new Insets(20));
    panel.setPrefWidth(332);
    panel.setMinWidth(280);
    panel.setMaxHeight(VBox.USE_PREF_SIZE);
    return panel;
  }

  private HBox advice(Feather icon, String key) {
    var words =
        Ui.column(
            2,
            Ui.paragraph(texts.get(key), "t-medium"),
            Ui.paragraph(texts.get(key + ".body"), "t-small", "fg-muted"));
    var holder = new HBox(Icons.of(icon, 16));
    holder.setPadding(new Insets(2, 0, 0, 0));
    return new HBox(12, holder, Ui.grow(words));
  }

  private void suggest() {
    fields.suggest();
  }

  @Override
  public Words words() {
    return new Words(
        "step.passphrase",
        "step.passphrase.hint",
        purpose.title,
        purpose.sentence,
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
    create.accept(next);
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
    return !model.passphraseProperty().get().isEmpty();
  }
}
