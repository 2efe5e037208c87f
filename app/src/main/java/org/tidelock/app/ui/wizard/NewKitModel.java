package org.tidelock.app.ui.wizard;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Guesses;
import org.tidelock.app.ui.OwnerInput;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.UnlockInput;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.phrase.Safe;

/// A new recovery kit in the place of another, alone or with all secrets of the vault: asks for the passphrase, or the words of the earlier kit, and a place, makes it, and says
/// at every end what is valid.
public final class NewKitModel {
  /// What takes whose place, and what is said of it, as keys of texts.
  enum Kind {
    KIT("newKit.making", "newKit.replacing", "newKit.old", "newKit.both", Safe.OLD_KIT_OPENS),
    SECRETS(
        "secrets.making",
        "secrets.replacing",
        "secrets.old",
        "secrets.both",
        Safe.OLD_SECRETS_OPEN);

    private final String making;
    private final String replacing;
    private final String old;
    private final String both;
    private final Safe unchanged;

    /// @param making what is being done, and `replacing` from when it cannot be given up any more
    /// @param old said where nothing has changed
    /// @param both said where the new kit is saved, with its file, and something went wrong after that
    /// @param unchanged what the engine calls safe where nothing has changed
    Kind(String making, String replacing, String old, String both, Safe unchanged) {
      this.making = making;
      this.replacing = replacing;
      this.old = old;
      this.both = both;
      this.unchanged = unchanged;
    }

    /// What the engine may know that `both` does not say.
    private Set<Safe> better() {
      return switch (this) {
        case KIT -> Set.of(Safe.PASSPHRASE_OPENS);
        case SECRETS -> Set.of(Safe.OLD_SECRETS_OPEN, Safe.NEW_SECRETS_OPEN);
      };
    }
  }

  private final UiContext ui;
  private final Vault vault;
  private final VaultInfo info;
  private final StepState state;
  private final Kind kind;
  private final Supplier<NewKitAttempt.Maker> makers;
  private final KitPlaces places;
  private final OwnerInput owner;
  private final ObjectProperty<Optional<Path>> target =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<@Nullable KitModel> kit = new ReadOnlyObjectWrapper<>();
  private final BooleanBinding ready;
  private @Nullable NewKitAttempt attempt;
  private boolean saved;
  private boolean replaced;
  private TaskRunner.@Nullable Handle running;

  /// A kit in the place of another, and nothing else.
  NewKitModel(UiContext ui, Vault vault, VaultInfo info, StepState state, Guesses guesses) {
    this(ui, vault, info, state, guesses, Kind.KIT, () -> vault::newRecoveryKey);
  }

  /// @param makers asked on the JavaFX thread, once for each try
  NewKitModel(
      UiContext ui,
      Vault vault,
      VaultInfo info,
      StepState state,
      Guesses guesses,
      Kind kind,
      Supplier<NewKitAttempt.Maker> makers) {
    this.ui = ui;
    this.vault = vault;
    this.info = info;
    this.state = state;
    this.kind = kind;
    this.makers = makers;
    this.owner = new OwnerInput(ui, guesses);
    this.places = new KitPlaces(ui, () -> synced(vault, info), info.storage());
    this.ready =
        Bindings.createBooleanBinding(
            () -> owner.ready().get() && target.get().isPresent(), owner.ready(), target);
  }

  private static List<Path> synced(Vault vault, VaultInfo info) {
    return Stream.concat(
            Stream.of(info.folder()), vault.placedFolders().stream().map(PlacedFolder::place))
        .toList();
  }

  public UnlockInput input() {
    return owner.input();
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
      owner.take().ifPresent(unlock -> make(unlock, to.get(), next));
    }
  }

  private void make(Unlock unlock, Path to, Runnable next) {
    state.working(ui.texts().get(kind.making));
    var begun =
        new NewKitAttempt(
            ui, vault, makers.get(), unlock, places, to, () -> ui.tasks().onUi(this::keeping));
    attempt = begun;
    running =
        ui.tasks()
            .<NewKitAttempt.Made>run(
                begun::run, made -> done(made, next), failure -> failed(begun, failure));
  }

  /// It cannot be given up any more, and the frame looks at that when the words change.
  private void keeping() {
    if (!state.busyProperty().get().isEmpty()) {
      state.working(ui.texts().get(kind.replacing));
    }
  }

  private void done(NewKitAttempt.Made made, Runnable next) {
    over();
    saved = true;
    replaced = true;
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
      replaced = says(failure, Set.of(Safe.NEW_SECRETS_OPEN));
      kept.get().kit().key().close();
      // The next try needs a place of its own.
      target.set(Optional.empty());
      state.failed(bothMayOpen(failure, kept.get().file()));
    } else if (failed.notSaved().isPresent()) {
      state.failed(nothingChanged(places.problem(failed.notSaved().get())));
    } else {
      var problem = ui.problem(failure);
      if (OwnerInput.isRefusal(problem)) {
        state.done();
        owner.refuse();
      } else {
        state.failed(says(failure, Set.of(kind.unchanged)) ? problem : nothingChanged(problem));
      }
    }
  }

  /// Whether the engine itself has said which key is valid.
  private static boolean says(Exception failure, Set<Safe> valid) {
    return failure instanceof TidelockException known
        && known.safe().phrase() instanceof Safe said
        && valid.contains(said);
  }

  /// Once a kit was saved, it may be the one that opens the vault: an earlier try may have counted.
  private Problem nothingChanged(Problem problem) {
    if (saved) {
      return problem;
    }
    var body = problem.body() + " " + ui.texts().get(kind.old);
    return new Problem(problem.code(), problem.title(), body.strip());
  }

  /// The new kit is saved. Unless the engine knows better, it opens the vault; other things that the engine calls safe were so before it was saved.
  private Problem bothMayOpen(Exception failure, Path file) {
    var problem = ui.problem(failure);
    return says(failure, kind.better())
        ? problem
        : new Problem(problem.code(), problem.title(), ui.texts().get(kind.both, file));
  }

  /// Whether a new kit is in a file, however making it has ended.
  boolean saved() {
    return saved;
  }

  /// Whether it is known to have taken the place of others.
  boolean replaced() {
    return replaced;
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
    owner.forget();
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
