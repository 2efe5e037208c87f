package org.tidelock.app.ui.wizard;

import javafx.application.Platform;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.tidelock.app.passphrase.PassphraseStrength;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UnlockFields;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.StrengthBar;
import org.tidelock.app.ui.component.Tone;

/// Where a new passphrase is typed twice, with what it withstands. Alt+S shows and hides it.
final class PassphraseFields extends VBox {
  private final Texts texts;
  private final PassphraseModel model;
  private final Field passphrase;
  private final Field repeat;
  private final StrengthBar strength = new StrengthBar();

  /// @param label the key of what the first field is called
  /// @param id of the first field, and in front of that of the other
  PassphraseFields(Texts texts, PassphraseModel model, String label, String id) {
    super(18);
    this.texts = texts;
    this.model = model;
    passphrase = UnlockFields.passphrase(texts, label, id, model.passphraseProperty());
    repeat =
        UnlockFields.passphrase(texts, "passphrase.repeat", id + "-repeat", model.repeatProperty());
    Tooltip.install(
        strength,
        new Tooltip(
            texts.get(
                "strength.tooltip",
                PassphraseStrength.CARDS,
                PassphraseStrength.TRIES_PER_CARD_PER_SECOND)));
    getChildren().addAll(new VBox(14, passphrase, strength), repeat);
    model.estimateProperty().addListener((_, _, _) -> showStrength());
    model.passphraseProperty().addListener((_, _, _) -> showRepeat());
    model.repeatProperty().addListener((_, _, _) -> showRepeat());
    addEventFilter(KeyEvent.KEY_RELEASED, _ -> showCapsLock());
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    showStrength();
  }

  /// Fills in one that can be read.
  void suggest() {
    model.suggest();
    passphrase.revealedProperty().set(true);
  }

  void focus() {
    passphrase.focus();
  }

  /// Neither is shown any more.
  void hide() {
    passphrase.revealedProperty().set(false);
    repeat.revealedProperty().set(false);
  }

  private void showStrength() {
    model
        .estimateProperty()
        .get()
        .ifPresentOrElse(
            estimate -> {
              var word = StrengthWords.level(estimate.level(), texts);
              var sentence = StrengthWords.sentence(estimate, texts);
              strength.show(
                  estimate.level().segments(),
                  StrengthWords.tone(estimate.level()),
                  word,
                  sentence,
                  texts.get("strength.spoken", word, sentence));
            },
            () ->
                strength.show(
                    0, Tone.NEUTRAL, "", texts.get("strength.none"), texts.get("strength.none")));
  }

  private void showRepeat() {
    var typed = model.repeatProperty().get();
    if (typed.isEmpty()
        || model.passphraseProperty().get().startsWith(typed) && !model.same().get()) {
      repeat.help("");
    } else if (model.same().get()) {
      repeat.valid();
    } else {
      repeat.invalid(texts.get("passphrase.differ"));
    }
  }

  private void showCapsLock() {
    if (Platform.isKeyLocked(KeyCode.CAPS).orElse(false)) {
      passphrase.warn(texts.get("passphrase.capsLock"));
    } else {
      passphrase.help("");
    }
  }

  private void key(KeyEvent event) {
    if (event.isAltDown() && event.getCode() == KeyCode.S) {
      passphrase.revealedProperty().set(!passphrase.revealedProperty().get());
      event.consume();
    }
  }
}
