package org.tidelock.app.ui.wizard;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Guesses;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.UnlockInput;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.phrase.Safe;

/// A new recovery kit in the place of another: asks for the passphrase, or the words of the earlier kit, and a place, makes it, and says at every end which kit is valid.
public final class NewKitModel {
  private final UiContext ui;
  private final Vault vault;
  private final VaultInfo info;
  private final StepState state;
  private final Guesses guesses;
  private final KitPlaces places;
  private final UnlockInput input;
  private final ObjectProperty<Optional<Path>> target =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<@Nullable KitModel> kit = new ReadOnlyObjectWrapper<>();
  private final BooleanBinding ready;
  private @Nullable NewKitAttempt attempt;
  private boolean saved;
  private TaskRunner.@Nullable Handle running;

  NewKitModel(UiContext ui, Vault vault, VaultInfo info, StepState state, Guesses guesses) {
    this.ui = ui;
    this.vault = vault;
    this.info = info;
    this.state = state;
    this.guesses = guesses;
    this.input = new UnlockInput(ui);
    this.places = new KitPlaces(ui, () -> synced(vault, info), info.storage());
    this.ready =
        Bindings.createBooleanBinding(
            () ->
                !guesses.waitingProperty().get()
                    && input.filled().get()
                    && target.get().isPresent(),
            guesses.waitingProperty(),
            input.filled(),
            target);
  }

  private static List<Path> synced(Vault vault, VaultInfo info) {
    return Stream.concat(
            Stream.of(info.folder()), vault.placedFolders().stream().map(PlacedFolder::place))
        .toList();
  }

  public UnlockInput input() {
    return input;
  }

  /// The file that the kit goes to.
  public ObjectProperty<Optional<Path>> targetProperty() {
    return target;
  }

  /// Present once it is made and saved.
  public ReadOnlyObjectProperty<@Nullable KitModel> kitProperty() {
    return kit.getReadOnlyProperty();
  }

  public BooleanBinding ready() {
    return ready;
  }

  public String suggestedFileName() {
    return KitPlaces.suggestedName(info.name(), ui.texts());
  }

  /// Makes the kit and saves it; calls `next` when it has taken the place of the other.
  void make(Runnable next) {
    var to = target.get();
    if (to.isPresent()) {
      input.take().ifPresent(unlock -> make(unlock, to.get(), next));
    }
  }

  private void make(Unlock unlock, Path to, Runnable next) {
    state.working(ui.texts().get("newKit.making"));
    var begun =
        new NewKitAttempt(ui, vault, unlock, places, to, () -> ui.tasks().onUi(this::keeping));
    attempt = begun;
    running =
        ui.tasks()
            .<NewKitAttempt.Made>run(
                begun::run, made -> done(made, next), failure -> failed(begun, failure));
  }

  /// It cannot be given up any more, and the frame looks at that when the words change.
  private void keeping() {
    if (!state.busyProperty().get().isEmpty()) {
      state.working(ui.texts().get("newKit.replacing"));
    }
  }

  private void done(NewKitAttempt.Made made, Runnable next) {
    over();
    saved = true;
    forget();
    kit.set(new KitModel(ui, made.kit(), info.folder(), Optional.of(made.file())));
    state.done();
    next.run();
  }

  private void over() {
    attempt = null;
    running = null;
  }

  private void failed(NewKitAttempt failed, Exception failure) {
    over();
    var kept = failed.made();
    if (kept.isPresent()) {
      saved = true;
      kept.get().kit().key().close();
      // The next try needs a place of its own.
      target.set(Optional.empty());
      state.failed(bothMayOpen(failure, kept.get().file()));
    } else if (failed.notSaved().isPresent()) {
      state.failed(nothingChanged(places.problem(failed.notSaved().get())));
    } else {
      var problem = ui.problem(failure);
      if (problem.code() == ErrorCode.AUTH) {
        state.done();
        input.problemProperty().set(wrong());
      } else {
        state.failed(says(failure, Safe.OLD_KIT_OPENS) ? problem : nothingChanged(problem));
      }
    }
  }

  /// A kit cannot be guessed, so that its tries are not counted.
  private String wrong() {
    return input.byKitProperty().get() ? ui.texts().get("unlock.wrong.kit") : guesses.another();
  }

  /// Whether the engine itself has said which key is valid.
  private static boolean says(Exception failure, Safe valid) {
    return failure instanceof TidelockException known && known.safe().phrase() == valid;
  }

  private Problem nothingChanged(Problem problem) {
    var body = problem.body() + " " + ui.texts().get("newKit.old");
    return new Problem(problem.code(), problem.title(), body.strip());
  }

  /// The new kit is saved. Unless the engine knows worse, it opens the vault; other things that the engine calls safe were so before it was saved.
  private Problem bothMayOpen(Exception failure, Path file) {
    var problem = ui.problem(failure);
    return says(failure, Safe.PASSPHRASE_OPENS)
        ? problem
        : new Problem(problem.code(), problem.title(), ui.texts().get("newKit.both", file));
  }

  /// Whether a new kit is in a file, however making it has ended.
  boolean saved() {
    return saved;
  }

  /// Not while the words of a kit are shown and confirmed, either.
  boolean stoppable() {
    return attempt == null ? kit.get() == null : attempt.canBeGivenUp();
  }

  /// Ends the try under way, if it is not too late.
  boolean stop() {
    if (attempt == null) {
      return stoppable();
    }
    boolean stopped = attempt.giveUp();
    if (stopped && running != null) {
      running.cancel();
      over();
    }
    return stopped;
  }

  void forget() {
    input.forget();
  }

  /// Nothing secret is kept.
  void close() {
    over();
    forget();
    var shown = kit.get();
    if (shown != null) {
      shown.kit().key().close();
      kit.set(null);
    }
  }
}
