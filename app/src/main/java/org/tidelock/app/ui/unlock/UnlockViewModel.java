package org.tidelock.app.ui.unlock;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tidelock.app.ui.Guesses;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;

/// Opens a locked profile by its passphrase.
public final class UnlockViewModel {
  private final UiContext ui;
  private final Consumer<Vault> opened;
  private final Guesses guesses;
  private final StringProperty passphrase = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanBinding ready;

  public UnlockViewModel(UiContext ui, Consumer<Vault> opened, Guesses guesses) {
    this.ui = ui;
    this.opened = opened;
    this.guesses = guesses;
    this.ready =
        Bindings.createBooleanBinding(
            () -> !busy.get() && !guesses.waitingProperty().get() && !passphrase.get().isBlank(),
            busy,
            guesses.waitingProperty(),
            passphrase);
  }

  public StringProperty passphraseProperty() {
    return passphrase;
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// What is wrong, or empty.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public BooleanBinding ready() {
    return ready;
  }

  public void unlock() {
    if (!ready.get()) {
      return;
    }
    problem.set("");
    busy.set(true);
    var unlock = new Unlock.ByPassphrase(ui.secrets().passphrase(passphrase.get()));
    ui.tasks()
        .<Vault>run(
            () -> ui.vaults().open(ui.home(), Optional.of(unlock)), this::done, this::failed);
  }

  private void done(Vault vault) {
    busy.set(false);
    passphrase.set("");
    opened.accept(vault);
  }

  private void failed(Exception failure) {
    busy.set(false);
    var said = ui.problem(failure);
    problem.set(said.code() == ErrorCode.AUTH ? guesses.another() : said.sentence());
  }
}
