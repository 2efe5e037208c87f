package org.tidelock.app.ui;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tidelock.crypto.MistypedWordsException;
import org.tidelock.engine.Unlock;

/// What somebody types to unlock: the passphrase, or the words of the recovery kit.
public final class UnlockInput {
  private final UiContext ui;
  private final StringProperty passphrase = new SimpleStringProperty("");
  private final StringProperty words = new SimpleStringProperty("");
  private final BooleanProperty byKit = new SimpleBooleanProperty();
  private final StringProperty problem = new SimpleStringProperty("");
  private final BooleanBinding filled =
      Bindings.createBooleanBinding(
          () -> !(byKit.get() ? words : passphrase).get().isBlank(), byKit, words, passphrase);

  public UnlockInput(UiContext ui) {
    this.ui = ui;
    // What was wrong with the one says nothing about the other.
    byKit.addListener((_, _, _) -> problem.set(""));
  }

  public StringProperty passphraseProperty() {
    return passphrase;
  }

  public StringProperty wordsProperty() {
    return words;
  }

  /// Whether the words count, instead of the passphrase.
  public BooleanProperty byKitProperty() {
    return byKit;
  }

  /// What is wrong with what was typed, or empty.
  public StringProperty problemProperty() {
    return problem;
  }

  /// Whether there is something to try.
  public BooleanBinding filled() {
    return filled;
  }

  /// What was typed, for the one who closes it; empty if it is no kit, which is told then.
  public Optional<Unlock> take() {
    problem.set("");
    if (!byKit.get()) {
      return Optional.of(new Unlock.ByPassphrase(ui.secrets().passphrase(passphrase.get())));
    }
    try {
      return Optional.of(new Unlock.ByRecoveryKey(ui.secrets().recoveryKey(words.get())));
    } catch (MistypedWordsException e) {
      problem.set(KitWords.wrong(e, ui.texts()));
      return Optional.empty();
    }
  }

  public void forget() {
    passphrase.set("");
    words.set("");
    problem.set("");
  }
}
