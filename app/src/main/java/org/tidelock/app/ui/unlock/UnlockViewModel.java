package org.tidelock.app.ui.unlock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;

/// Opens a locked profile by its passphrase.
public final class UnlockViewModel {
  /// After this many tries the advice gets longer.
  private static final int MANY_TRIES = 3;

  /// After this many, each further try waits: who guesses at the keyboard gains nothing by being quick.
  private static final int FREE_TRIES = 5;

  private static final Duration WAIT = Duration.ofSeconds(2);

  private final UiContext ui;
  private final Consumer<Vault> opened;
  private final Executor later;
  private final LongSupplier nanos;
  private final StringProperty passphrase = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper waiting = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanBinding ready =
      Bindings.createBooleanBinding(
          () -> !busy.get() && !waiting.get() && !passphrase.get().isBlank(),
          busy,
          waiting,
          passphrase);
  private int tries;
  private long waitsSince;

  public UnlockViewModel(UiContext ui, Consumer<Vault> opened) {
    this(
        ui,
        opened,
        CompletableFuture.delayedExecutor(WAIT.toMillis(), TimeUnit.MILLISECONDS),
        System::nanoTime);
  }

  /// @param later runs what it is given after the time that a try waits, on any thread
  /// @param nanos a time that nobody can set, unlike the clock of the computer
  public UnlockViewModel(UiContext ui, Consumer<Vault> opened, Executor later, LongSupplier nanos) {
    this.ui = ui;
    this.opened = opened;
    this.later = later;
    this.nanos = nanos;
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
    if (said.code() != ErrorCode.AUTH) {
      problem.set(said.sentence());
      return;
    }
    tries++;
    problem.set(ui.texts().get(wrong()));
    if (tries >= FREE_TRIES) {
      waitsSince = nanos.getAsLong();
      waiting.set(true);
      lookAgain();
    }
  }

  private String wrong() {
    if (tries >= FREE_TRIES) {
      return "unlock.wrong.wait";
    }
    return tries < MANY_TRIES ? "unlock.wrong" : "unlock.wrong.often";
  }

  /// By the time that has passed, not by the timer, which may come early.
  private void lookAgain() {
    later.execute(() -> ui.tasks().onUi(this::waited));
  }

  private void waited() {
    boolean over = nanos.getAsLong() - waitsSince >= WAIT.toNanos();
    waiting.set(!over);
    if (!over) {
      lookAgain();
    }
  }
}
