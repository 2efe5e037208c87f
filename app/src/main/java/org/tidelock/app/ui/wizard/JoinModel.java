package org.tidelock.app.ui.wizard;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.UnlockInput;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.JoinRequest.VaultPreview;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;

/// Joins a vault. With its passphrase or kit the engine opens it, asks whether its devices are the right ones, and only then makes this device one of them; without, one of
/// its devices lets this one in.
public final class JoinModel {
  private static final int UNLOCK_STEP = 1;
  private static final int FOLDER_STEP = 2;

  /// The one after this computer was let in.
  private static final int BRING_STEP = 4;

  private final UiContext ui;
  private final StorageModel storage;
  private final FolderModel folder;
  private final StepState state;
  private final UnlockInput input;
  private final BooleanProperty keepUnlocked = new SimpleBooleanProperty(true);
  private final ObjectProperty<JoinWay> way = new SimpleObjectProperty<>(JoinWay.DEVICE);
  private final PairingModel pairing;
  private final BooleanBinding ready;
  private final ObjectProperty<Optional<VaultPreview>> preview =
      new SimpleObjectProperty<>(Optional.empty());
  private boolean joining;
  private boolean isGone;

  /// Completes when a join that the person has said yes to has come to its end.
  private CompletableFuture<Boolean> end = CompletableFuture.completedFuture(true);

  private Runnable checked = () -> {};
  private @Nullable CompletableFuture<Boolean> answer;
  private TaskRunner.@Nullable Handle running;
  private @Nullable Vault vault;
  private String fingerprint = "";
  private @Nullable Unlock unlock;

  JoinModel(UiContext ui, StorageModel storage, FolderModel folder, StepState state) {
    this.ui = ui;
    this.storage = storage;
    this.folder = folder;
    this.state = state;
    this.input = new UnlockInput(ui);
    this.pairing =
        new PairingModel(
            ui,
            storage,
            folder,
            state,
            keepUnlocked,
            (made, print) -> {
              stopAsking();
              take(new Joined(made, print));
              // From wherever the person is by now.
              state.send(BRING_STEP);
            });
    this.ready =
        Bindings.createBooleanBinding(
            () ->
                way.get() == JoinWay.DEVICE
                    ? keepUnlocked.get() || pairing.own().ready().get()
                    : input.filled().get(),
            way,
            keepUnlocked,
            pairing.own().ready(),
            input.filled());
    way.addListener((_, _, chosen) -> input.byKitProperty().set(chosen == JoinWay.KIT));
  }

  StepState state() {
    return state;
  }

  public ObjectProperty<JoinWay> wayProperty() {
    return way;
  }

  public PairingModel pairing() {
    return pairing;
  }

  /// Whether the way that was chosen has what it needs.
  BooleanBinding ready() {
    return ready;
  }

  public UnlockInput input() {
    return input;
  }

  public BooleanProperty keepUnlockedProperty() {
    return keepUnlocked;
  }

  public ObjectProperty<Optional<VaultPreview>> previewProperty() {
    return preview;
  }

  Optional<Vault> vault() {
    return Optional.ofNullable(vault);
  }

  /// Of the vault that was joined.
  String fingerprint() {
    return fingerprint;
  }

  /// Reads what was typed, if anything is needed; whether it opens the vault is known only when joining.
  boolean takeUnlock() {
    wipe();
    if (way.get() == JoinWay.DEVICE) {
      return true;
    }
    unlock = input.take().orElse(null);
    return unlock != null;
  }

  private void wipe() {
    if (unlock != null) {
      unlock.close();
      unlock = null;
    }
  }

  /// Opens the vault in the storage, or gets a code; calls `next` when its devices, or the code, can be shown.
  void begin(Runnable next) {
    if (way.get() == JoinWay.DEVICE) {
      pairing.begin(next);
    } else {
      open(next);
    }
  }

  private void open(Runnable next) {
    var with = unlock;
    if (with == null) {
      return;
    }
    state.working(ui.texts().get("join.opening"));
    var asked = new CompletableFuture<Boolean>();
    answer = asked;
    // A profile joined by recovery key has no passphrase to be sealed under, so its key is kept in
    // a file.
    var keep =
        keepUnlocked.get() || with instanceof Unlock.ByRecoveryKey
            ? KeepUnlocked.FILE
            : KeepUnlocked.NO;
    var request =
        new JoinRequest(
            ui.home(),
            storage.url().orElseThrow(),
            folder.folderProperty().get(),
            folder.computerProperty().get().strip(),
            with,
            keep,
            shown -> ask(shown, asked, next));
    var reaching = storage.vaults();
    var earlier = pairing.over();
    var reading = new ReadingHistory(ui, state, () -> joining);
    running =
        ui.tasks()
            .<Joined>run(
                () -> {
                  earlier.get();
                  var made = reaching.join(request, reading);
                  return new Joined(made, made.fingerprint());
                },
                this::joined,
                this::failed);
  }

  /// On the engine's thread: shows the vault and waits for the person.
  private boolean ask(VaultPreview shown, CompletableFuture<Boolean> asked, Runnable next) {
    ui.tasks()
        .onUi(
            () -> {
              preview.set(Optional.of(shown));
              state.done();
              next.run();
            });
    try {
      return asked.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return false;
    }
  }

  /// The devices are the right ones; `next` is called once this device is one of them.
  void confirm(Runnable next) {
    joining = true;
    end = new CompletableFuture<>();
    checked = next;
    state.working(ui.texts().get("join.joining"));
    if (answer != null) {
      answer.complete(true);
    }
  }

  /// What is asked of the vault away from the JavaFX thread.
  private record Joined(Vault vault, String fingerprint) {}

  private void joined(Joined made) {
    if (isGone) {
      joining = false;
      forget();
      close(made.vault());
      return;
    }
    take(made);
    end.complete(true);
    checked.run();
  }

  /// The next start opens it.
  private void close(Vault unseen) {
    ui.tasks()
        .<Boolean>run(
            () -> {
              unseen.close();
              return true;
            },
            _ -> end.complete(true),
            _ -> end.complete(true));
  }

  /// Completes when nothing is under way that could not be given up.
  CompletableFuture<?> over() {
    return pairing.isJoining() ? pairing.over() : end;
  }

  /// Whether the person has said yes, and it has not come to an end.
  boolean isJoining() {
    return joining || pairing.isJoining();
  }

  private void take(Joined made) {
    joining = false;
    vault = made.vault();
    fingerprint = made.fingerprint();
    forget();
    state.done();
  }

  private void failed(Exception failure) {
    joining = false;
    end.complete(true);
    var problem = ui.problem(failure);
    if (isGone) {
      forget();
      return;
    }
    if (problem.code() == ErrorCode.AUTH) {
      state.done();
      state.send(UNLOCK_STEP);
      input
          .problemProperty()
          .set(ui.texts().get(input.byKitProperty().get() ? "unlock.wrong.kit" : "unlock.wrong"));
    } else {
      state.send(FOLDER_STEP);
      state.failed(problem);
    }
  }

  /// The person went back from the devices: nothing is joined, and opening begins anew.
  void stopAsking() {
    if (vault == null && answer != null && !answer.isDone()) {
      answer.complete(false);
      if (running != null) {
        running.cancel();
      }
    }
  }

  /// Ends waiting; nothing has been joined. After the yes the vault may list this computer already: that comes to its end.
  void abandon() {
    isGone = true;
    if (joining) {
      input.forget();
      return;
    }
    if (answer != null) {
      answer.complete(false);
    }
    if (running != null) {
      running.cancel();
    }
    pairing.abandon();
    forget();
  }

  private void forget() {
    pairing.own().forget();
    input.forget();
    storage.forget();
    wipe();
  }
}
