package org.tidelock.app.ui.unlock;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.tidelock.app.ui.Guesses;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.UnlockInput;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;

/// Opens a locked profile by its passphrase, or by the recovery kit.
public final class UnlockViewModel {
  private final UiContext ui;
  private final Consumer<Vault> opened;
  private final Guesses guesses;
  private final UnlockInput input;
  private final UnlockStorage storage;
  private final ReadOnlyBooleanWrapper kitUsed = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final BooleanBinding ready;

  public UnlockViewModel(UiContext ui, Consumer<Vault> opened, Guesses guesses) {
    this.ui = ui;
    this.opened = opened;
    this.guesses = guesses;
    this.input = new UnlockInput(ui);
    this.storage = new UnlockStorage(ui);
    this.ready =
        Bindings.createBooleanBinding(
            this::isReady,
            busy,
            guesses.waitingProperty(),
            input.filled(),
            input.byKitProperty(),
            storage.filled());
    input.byKitProperty().addListener((_, _, byKit) -> chosen(byKit));
  }

  private boolean isReady() {
    return !busy.get()
        && !guesses.waitingProperty().get()
        && input.filled().get()
        && (!input.byKitProperty().get() || storage.filled().get());
  }

  private void chosen(boolean byKit) {
    storage.forget();
    if (byKit) {
      storage.look();
    }
  }

  /// What the recovery kit needs beside its words.
  public UnlockStorage storage() {
    return storage;
  }

  /// Tries once more, with a server that the person has compared.
  public void trust(UnknownServer server) {
    storage.trust(server);
    unlock();
  }

  public UnlockInput input() {
    return input;
  }

  /// Becomes true when the recovery kit has opened the vault.
  public ReadOnlyBooleanProperty kitUsedProperty() {
    return kitUsed.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  public BooleanBinding ready() {
    return ready;
  }

  public void unlock() {
    if (!ready.get()) {
      return;
    }
    input.take().ifPresent(this::open);
  }

  private void open(Unlock given) {
    busy.set(true);
    var vaults = given instanceof Unlock.ByRecoveryKey ? storage.vaults() : ui.vaults();
    ui.tasks()
        .<Vault>run(
            () -> {
              try (given) {
                return vaults.open(ui.home(), Optional.of(given));
              }
            },
            this::done,
            this::failed);
  }

  private void done(Vault vault) {
    busy.set(false);
    input.forget();
    storage.forget();
    kitUsed.set(input.byKitProperty().get());
    opened.accept(vault);
  }

  private void failed(Exception failure) {
    busy.set(false);
    if (input.byKitProperty().get() && storage.refused(failure)) {
      return;
    }
    var said = ui.problem(failure);
    input.problemProperty().set(said.code() == ErrorCode.AUTH ? wrong() : said.sentence());
  }

  /// A kit cannot be guessed, so that its tries are not counted.
  private String wrong() {
    return input.byKitProperty().get() ? ui.texts().get("unlock.wrong.kit") : guesses.another();
  }
}
