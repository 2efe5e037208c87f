package org.tidelock.app.ui.unlock;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tidelock.app.ui.UiContext;
import org.tidelock.crypto.MistypedWordsException;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;

/// Opens a locked profile by passphrase or recovery key.
public final class UnlockViewModel {
  /// After this many tries the advice gets longer.
  private static final int MANY_TRIES = 3;

  private final UiContext ui;
  private final Consumer<Vault> opened;
  private final StringProperty passphrase = new SimpleStringProperty("");
  private final StringProperty words = new SimpleStringProperty("");
  private final BooleanProperty byKit = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanBinding ready =
      Bindings.createBooleanBinding(
          () -> !busy.get() && !(byKit.get() ? words : passphrase).get().isBlank(),
          busy,
          byKit,
          words,
          passphrase);
  private int tries;

  public UnlockViewModel(UiContext ui, Consumer<Vault> opened) {
    this.ui = ui;
    this.opened = opened;
    // What was wrong with the one says nothing about the other.
    byKit.addListener((_, _, _) -> problem.set(""));
  }

  public StringProperty passphraseProperty() {
    return passphrase;
  }

  public StringProperty wordsProperty() {
    return words;
  }

  public BooleanProperty byKitProperty() {
    return byKit;
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
    typed().ifPresent(this::open);
  }

  private Optional<Unlock> typed() {
    if (!byKit.get()) {
      return Optional.of(new Unlock.ByPassphrase(ui.secrets().passphrase(passphrase.get())));
    }
    try {
      return Optional.of(new Unlock.ByRecoveryKey(ui.secrets().recoveryKey(words.get())));
    } catch (MistypedWordsException e) {
      problem.set(org.tidelock.app.ui.KitWords.wrong(e, ui.texts()));
      return Optional.empty();
    }
  }

  private void open(Unlock unlock) {
    busy.set(true);
    ui.tasks()
        .<Vault>run(
            () -> ui.vaults().open(ui.home(), Optional.of(unlock)), this::done, this::failed);
  }

  private void done(Vault vault) {
    busy.set(false);
    passphrase.set("");
    words.set("");
    opened.accept(vault);
  }

  private void failed(Exception failure) {
    busy.set(false);
    var said = ui.problem(failure);
    if (said.code() == ErrorCode.AUTH && !byKit.get()) {
      tries++;
      problem.set(ui.texts().get(tries < MANY_TRIES ? "unlock.wrong" : "unlock.wrong.often"));
    } else if (said.code() == ErrorCode.AUTH) {
      problem.set(ui.texts().get("unlock.wrong.kit"));
    } else {
      problem.set((said.title() + " " + said.body()).strip());
    }
  }
}
