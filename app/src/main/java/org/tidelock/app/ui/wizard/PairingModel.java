package org.tidelock.app.ui.wizard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.Vault;

/// Has this computer let in by a device of the vault: shows a code, and waits. For the JavaFX thread.
public final class PairingModel {
  /// What is shown while it waits.
  ///
  /// @param words six, which the other device shows as well
  public record Code(String text, List<String> words, Instant shown, Instant until) {
    public Code {
      words = List.copyOf(words);
    }

    /// Not below zero.
    Duration left(Instant now) {
      var left = Duration.between(now, until);
      return left.isNegative() ? Duration.ZERO : left;
    }

    /// From 1 down to 0.
    double share(Instant now) {
      return (double) left(now).toMillis() / Math.max(1, Duration.between(shown, until).toMillis());
    }
  }

  private final UiContext ui;
  private final StorageModel storage;
  private final FolderModel folder;
  private final StepState state;
  private final BooleanProperty keepUnlocked;
  private final BiConsumer<Vault, String> joined;
  private final PassphraseModel own;
  private final ReadOnlyObjectWrapper<Optional<Code>> code =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// Two at once would want the same profile: each begins when those before it have cleared up.
  private CompletableFuture<?> before = CompletableFuture.completedFuture(true);

  private final ReadOnlyBooleanWrapper answered = new ReadOnlyBooleanWrapper();
  private @Nullable CompletableFuture<Boolean> answer;
  private TaskRunner.@Nullable Handle running;

  /// Which try counts; what others show comes too late.
  private int current;

  private boolean joining;
  private volatile boolean isGone;

  /// By what this computer asked to be let in.
  private String name = "";

  private final ReadOnlyObjectWrapper<Optional<Problem>> leftBehind =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// @param joined is given the vault and its fingerprint
  PairingModel(
      UiContext ui,
      StorageModel storage,
      FolderModel folder,
      StepState state,
      BooleanProperty keepUnlocked,
      BiConsumer<Vault, String> joined) {
    this.ui = ui;
    this.storage = storage;
    this.folder = folder;
    this.state = state;
    this.keepUnlocked = keepUnlocked;
    this.joined = joined;
    this.own = new PassphraseModel(ui, () -> List.of(folder.computerProperty().get()));
  }

  /// This computer's own, for when it is not kept unlocked.
  public PassphraseModel own() {
    return own;
  }

  /// Present while it waits.
  public ReadOnlyObjectProperty<Optional<Code>> codeProperty() {
    return code.getReadOnlyProperty();
  }

  /// That the vault may list this computer by a code that nobody waits with any more.
  public ReadOnlyObjectProperty<Optional<Problem>> leftBehindProperty() {
    return leftBehind.getReadOnlyProperty();
  }

  /// Gets a code, another one than before.
  ///
  /// @param next once it is there
  void begin(Runnable next) {
    stop();
    state.working(ui.texts().get("pair.preparing"));
    int attempt = current;
    name = folder.computerProperty().get().strip();
    boolean keep = keepUnlocked.get();
    Optional<Passphrase> passphrase =
        keep
            ? Optional.empty()
            : Optional.of(ui.secrets().passphrase(own.passphraseProperty().get()));
    var request =
        new PairRequest(
            ui.home(),
            storage.url().orElseThrow(),
            folder.folderProperty().get(),
            name,
            keep ? KeepUnlocked.FILE : KeepUnlocked.NO,
            passphrase,
            new Shown(attempt, name, next));
    var reaching = storage.vaults();
    var earlier = before;
    var reading = new ReadingHistory(ui, state, () -> joining);
    var ended = new CompletableFuture<Boolean>();
    before = CompletableFuture.allOf(earlier, ended);
    running =
        ui.tasks()
            .<Boolean>run(
                () -> {
                  boolean handedOn = false;
                  try {
                    earlier.get();
                    var vault = reaching.pair(request, reading);
                    if (isGone) {
                      vault.close(); // the next start opens it
                      return true;
                    }
                    var fingerprint = vault.fingerprint();
                    // Not as the answer: it must be heard even of who was let in while giving up.
                    ui.tasks().onUi(() -> letIn(vault, fingerprint, ended));
                    handedOn = true;
                    return true;
                  } finally {
                    passphrase.ifPresent(Passphrase::close);
                    if (!handedOn) {
                      ended.complete(true);
                    }
                  }
                },
                _ -> {},
                this::failed);
  }

  /// On the engine's thread.
  private final class Shown implements PairRequest.Screen {
    private final int attempt;
    private final String name;
    private final Runnable next;

    Shown(int attempt, String name, Runnable next) {
      this.attempt = attempt;
      this.name = name;
      this.next = next;
    }

    @Override
    public void show(String text, List<String> words, Instant until) {
      ui.tasks().onUi(() -> PairingModel.this.show(attempt, text, words, until, next));
    }

    /// Waits for the person.
    @Override
    public boolean isRight(List<String> words) {
      var said = new CompletableFuture<Boolean>();
      ui.tasks().onUi(() -> ask(attempt, name, said));
      try {
        return said.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException e) {
        return false;
      }
    }

    @Override
    public void letInMeanwhile() {
      ui.tasks().onUi(() -> leaveBehind(name));
    }
  }

  private void ask(int attempt, String asked, CompletableFuture<Boolean> said) {
    if (attempt == current) {
      answer = said;
      answered.set(true);
    } else {
      said.complete(false);
      leaveBehind(asked);
    }
  }

  /// Whether a device has let this computer in, and the person is asked whether it was the right one.
  public ReadOnlyBooleanProperty answeredProperty() {
    return answered.getReadOnlyProperty();
  }

  /// The other device has shown the same words, and says that it has added this computer.
  void confirm() {
    var said = answer;
    if (said != null) {
      joining = true;
      state.working(ui.texts().get("join.joining"));
      said.complete(true);
    }
  }

  /// A device has let it in, or has said so, by a code that was given up.
  private void leaveBehind(String listed) {
    var texts = ui.texts();
    leftBehind.set(
        Optional.of(
            new Problem(
                ErrorCode.NEEDS_YOU,
                texts.get("pair.behind"),
                texts.get("pair.behind.body", listed))));
    // Once the step is there to which the person goes. With a new code it is said beside that.
    ui.tasks().onUi(this::sayLeftBehind);
  }

  private void sayLeftBehind() {
    if (!isGone && running == null && state.busyProperty().get().isEmpty()) {
      leftBehind.get().ifPresent(state::failed);
    }
  }

  private void show(int attempt, String text, List<String> words, Instant until, Runnable next) {
    if (attempt != current) {
      return;
    }
    code.set(Optional.of(new Code(text, words, ui.clock().instant(), until)));
    state.done();
    next.run();
  }

  /// @param ended completes when the vault is in somebody's hands, or closed
  private void letIn(Vault vault, String fingerprint, CompletableFuture<Boolean> ended) {
    if (isGone) {
      ui.tasks().<Boolean>run(() -> close(vault, ended), _ -> {}, failure -> ui.problem(failure));
      return;
    }
    running = null;
    hide();
    joined.accept(vault, fingerprint);
    ended.complete(true);
  }

  /// The next start opens it.
  private static boolean close(Vault vault, CompletableFuture<Boolean> ended) {
    try {
      vault.close();
      return true;
    } finally {
      ended.complete(true);
    }
  }

  private void failed(Exception failure) {
    running = null;
    hide();
    state.failed(ui.problem(failure));
  }

  /// Whether the person has said yes, and it has not come to an end.
  boolean isJoining() {
    return joining;
  }

  private void hide() {
    joining = false;
    answer = null;
    answered.set(false);
    code.set(Optional.empty());
  }

  /// Ends waiting. The code is good for nothing any more, and the profile is as empty as before. After the yes here, joining comes to its end.
  void stop() {
    if (joining) {
      return;
    }
    current++;
    if (answered.get()) {
      leaveBehind(name);
    }
    hide();
    if (running != null) {
      running.cancel();
      running = null;
    }
  }

  /// Setup was left.
  void abandon() {
    isGone = true;
    stop();
    own.forget();
  }

  /// Completes when nothing is under way any more, so that another may have the profile.
  CompletableFuture<?> over() {
    return before;
  }
}
