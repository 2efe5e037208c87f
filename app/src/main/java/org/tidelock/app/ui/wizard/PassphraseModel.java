package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.passphrase.PassphraseStrength;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;

/// A new passphrase, typed twice, with an honest estimate of what it withstands.
public final class PassphraseModel {
  private final UiContext ui;
  private final Supplier<List<String>> known;
  private final StringProperty passphrase = new SimpleStringProperty("");
  private final StringProperty repeat = new SimpleStringProperty("");
  private final BooleanProperty keepUnlocked = new SimpleBooleanProperty(true);
  private final ReadOnlyObjectWrapper<Optional<PassphraseStrength.Estimate>> estimate =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding same =
      Bindings.createBooleanBinding(
          () -> passphrase.get().equals(repeat.get()), passphrase, repeat);
  private final BooleanBinding ready =
      Bindings.createBooleanBinding(
          () ->
              same.get()
                  && estimate.get().filter(PassphraseStrength.Estimate::accepted).isPresent(),
          same,
          estimate);
  private @Nullable PassphraseStrength strength;
  private TaskRunner.@Nullable Handle running;

  /// @param known words that somebody who guesses would try first
  public PassphraseModel(UiContext ui, Supplier<List<String>> known) {
    this.ui = ui;
    this.known = known;
    passphrase.addListener((_, _, _) -> measure());
  }

  public StringProperty passphraseProperty() {
    return passphrase;
  }

  public StringProperty repeatProperty() {
    return repeat;
  }

  public BooleanProperty keepUnlockedProperty() {
    return keepUnlocked;
  }

  /// Empty while nothing is typed, or until the first estimate is there.
  public ReadOnlyObjectProperty<Optional<PassphraseStrength.Estimate>> estimateProperty() {
    return estimate.getReadOnlyProperty();
  }

  public BooleanBinding same() {
    return same;
  }

  public BooleanBinding ready() {
    return ready;
  }

  /// Fills in six random words, both times: they are shown, so that the person can write them down.
  public void suggest() {
    var words = ui.secrets().suggestPassphrase();
    passphrase.set(words);
    repeat.set(words);
  }

  public void forget() {
    passphrase.set("");
    repeat.set("");
  }

  private void measure() {
    if (running != null) {
      running.cancel();
    }
    // An old estimate must not let a new passphrase through.
    estimate.set(Optional.empty());
    var typed = passphrase.get();
    if (typed.isEmpty()) {
      return;
    }
    var context = known.get();
    running =
        ui.tasks()
            .<PassphraseStrength.Estimate>run(
                () -> estimator().estimate(typed, context),
                measured -> estimate.set(Optional.of(measured)),
                _ -> estimate.set(Optional.empty()));
  }

  private synchronized PassphraseStrength estimator() {
    if (strength == null) {
      strength = new PassphraseStrength();
    }
    return strength;
  }
}
