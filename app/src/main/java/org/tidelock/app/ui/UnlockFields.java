package org.tidelock.app.ui;

import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;

/// Where the passphrase is typed, or the words of the recovery kit in its place.
public final class UnlockFields extends StackPane {
  private final Texts texts;
  private final UnlockInput input;
  private final String id;
  private final Field passphrase;
  private final TextArea words = Ui.withoutPicture(new TextArea());

  /// @param id in front of the names of what is in it
  public UnlockFields(Texts texts, UnlockInput input, String id) {
    this(texts, input, id, "passphrase.label");
  }

  /// For where another passphrase is chosen as well.
  public static UnlockFields untilNow(Texts texts, UnlockInput input, String id) {
    return new UnlockFields(texts, input, id, "passphrase.untilNow");
  }

  private UnlockFields(Texts texts, UnlockInput input, String id, String label) {
    this.texts = texts;
    this.input = input;
    this.id = id;
    passphrase = passphrase(texts, label, id + "-passphrase", input.passphraseProperty());
    passphrase.setMaxWidth(480);
    passphrase.visibleProperty().bind(input.byKitProperty().not());
    passphrase.managedProperty().bind(passphrase.visibleProperty());
    setAlignment(passphrase, Pos.TOP_LEFT);
    getChildren().addAll(passphrase, kit());
    input.problemProperty().addListener((_, _, said) -> showProblem(said));
  }

  /// A field for a passphrase, which is there as long as `text` is bound to it.
  ///
  /// @param label the key of its label
  public static Field passphrase(Texts texts, String label, String id, StringProperty text) {
    var field =
        Field.secret(
            texts.get(label), true, texts.get("passphrase.show"), texts.get("passphrase.hide"));
    field.id(id);
    field.textProperty().bindBidirectional(text);
    return field;
  }

  private VBox kit() {
    words.setId(id + "-words");
    words.setAccessibleText(texts.get("kit.words.label"));
    words.setPromptText(texts.get("kit.words.prompt"));
    words.setPrefRowCount(4);
    words.setWrapText(true);
    words.textProperty().bindBidirectional(input.wordsProperty());
    var problem = Ui.paragraph("", "t-caption", "fg-danger");
    problem.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14, Tone.DANGER));
    problem.textProperty().bind(input.problemProperty());
    problem.visibleProperty().bind(input.problemProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    var kit =
        new VBox(6, Ui.label(texts.get("kit.words.label"), "t-small", "t-medium"), words, problem);
    kit.visibleProperty().bind(input.byKitProperty());
    kit.managedProperty().bind(kit.visibleProperty());
    return kit;
  }

  /// A button that goes from the one to the other and back.
  public Button choice() {
    var choice = Ui.button("", this::choose, "link", "bare", "small");
    choice.setId(id + "-choice");
    choice
        .textProperty()
        .bind(
            input
                .byKitProperty()
                .map(kit -> texts.get(kit ? "unlock.passphrase" : "unlock.forgotten")));
    return choice;
  }

  private void choose() {
    input.byKitProperty().set(!input.byKitProperty().get());
    hide();
    focus();
  }

  private void showProblem(String said) {
    if (said.isEmpty()) {
      passphrase.help("");
    } else if (input.byKitProperty().get()) {
      focus();
    } else {
      passphrase.invalid(said);
      focus();
      passphrase.input().selectAll();
    }
  }

  public Field passphrase() {
    return passphrase;
  }

  /// What is typed now gets the focus.
  public void focus() {
    if (input.byKitProperty().get()) {
      words.requestFocus();
    } else {
      passphrase.focus();
    }
  }

  /// The passphrase is not shown any more.
  public void hide() {
    passphrase.revealedProperty().set(false);
  }
}
