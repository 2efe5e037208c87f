package org.tidelock.app.ui;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.phrase.Todo;

/// The second copy of an open vault: how it stands, what is being done with it, and what came of that. One thing at a time; it goes on while other pages are
/// shown. A model without nodes, for the JavaFX thread.
public final class MirrorModel {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorModel.class);

  /// What can take long.
  public enum Kind {
    COPYING,
    /// Reading all of it.
    CHECKING,
    /// Reading all of it, and writing anew what is damaged.
    MENDING,
    /// To the copy, which becomes the vault's own storage.
    MOVING,
    /// To keep it.
    ENDING
  }

  /// What is under way.
  public sealed interface Work {
    record None() implements Work {}

    /// @param progress empty until the first step is done
    record Running(Kind kind, Optional<Progress> progress) implements Work {}
  }

  /// What came of the last work.
  public sealed interface Outcome {
    record None() implements Outcome {}

    record Updated(MirrorReport report) implements Outcome {}

    record Checked(VerifyReport report) implements Outcome {}

    record Mended(RepairReport report) implements Outcome {}

    /// The vault lies there now, for this computer.
    ///
    /// @param move empty if it was ended, or failed, after that
    record Moved(String storage, Optional<MirrorMove> move) implements Outcome {}

    /// It can move only if parts of earlier versions are given up; nothing has changed.
    record WouldLose(Problem problem) implements Outcome {}

    /// No second copy is kept any more.
    record Ended(String storage) implements Outcome {}

    /// The person has ended it. What was done stays.
    record Stopped(Kind kind) implements Outcome {}

    record Failed(Problem problem) implements Outcome {}
  }

  /// A call to the vault that says how far it is.
  @FunctionalInterface
  private interface Call<T> {
    T with(Consumer<? super Progress> progress) throws Exception;
  }

  /// How a call has ended, and how the copy stands then.
  ///
  /// @param storage where the vault lies then, if that could be asked
  private record Finish<T>(
      Optional<T> result,
      Optional<Exception> failure,
      Optional<Mirror> mirror,
      Optional<String> storage) {}

  private final Vault vault;
  private final TaskRunner tasks;
  private final Function<? super Exception, Problem> problems;
  private final ReadOnlyObjectWrapper<Optional<Mirror>> mirror =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Work> work = new ReadOnlyObjectWrapper<>(new Work.None());
  private final ReadOnlyObjectWrapper<Outcome> outcome =
      new ReadOnlyObjectWrapper<>(new Outcome.None());

  /// What was told last and is not shown yet: it is told from many threads, and more often than anybody can look.
  private final AtomicReference<@Nullable Progress> newest = new AtomicReference<>();

  private final StoppableWork worker = new StoppableWork();

  /// How it stood when the work under way began. Written before that.
  private volatile Optional<Mirror> mirrorBefore = Optional.empty();

  /// What somebody waits for that is begun when the work under way is over.
  private @Nullable Runnable next;

  /// Called with the first step of what is under way.
  private Runnable begun = () -> {};

  public MirrorModel(Vault vault, TaskRunner tasks, Function<? super Exception, Problem> problems) {
    this.vault = vault;
    this.tasks = tasks;
    this.problems = problems;
  }

  /// As it was when it was asked for last.
  public ReadOnlyObjectProperty<Optional<Mirror>> mirrorProperty() {
    return mirror.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Work> workProperty() {
    return work.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Outcome> outcomeProperty() {
    return outcome.getReadOnlyProperty();
  }

  public boolean isBusy() {
    return !(work.get() instanceof Work.None);
  }

  /// Asks how it stands: it is brought up to date behind the window, too.
  public void refresh() {
    tasks.<Optional<Mirror>>run(
        vault::mirror, mirror::set, failure -> LOG.debug("not asked for", failure));
  }

  /// Takes a place for a second copy, and fills it; after what is under way, if another run is just ending.
  ///
  /// @param taken called once the place is taken: from then on it is kept up to date, whatever becomes of this run
  /// @param refused told why it was not; then nothing has changed
  public void begin(
      String storage, StorageAccess access, Runnable taken, Consumer<? super Problem> refused) {
    take(storage, access, taken, failure -> refused.accept(problems.apply(failure)));
  }

  /// Reaches the storage of the copy with these from now on, and brings it up to date.
  ///
  /// @param opened called once it has let somebody in, whatever becomes of this run
  /// @param refused told why it has not; then what reached it before is kept
  void signIn(
      String storage, StorageAccess access, Runnable opened, Consumer<? super Exception> refused) {
    take(storage, access, opened, refused);
  }

  private void take(
      String storage, StorageAccess access, Runnable taken, Consumer<? super Exception> refused) {
    if (isBusy()) {
      next = () -> take(storage, access, taken, refused);
      return;
    }
    var once = new Once(taken);
    boolean hadOne = mirror.get().isPresent();
    this.<MirrorReport>run(
        Kind.COPYING,
        progress -> vault.beginMirror(storage, access, progress),
        once,
        ended -> {
          boolean isTaken = ended.mirror().isPresent() && (!hadOne || ended.failure().isEmpty());
          if (isTaken || once.done) {
            once.run();
            show(Kind.COPYING, ended, Outcome.Updated::new);
          } else {
            ended.failure().ifPresent(refused);
          }
        });
  }

  private static final class Once implements Runnable {
    private final Runnable action;
    private boolean done;

    Once(Runnable action) {
      this.action = action;
    }

    @Override
    public void run() {
      if (!done) {
        done = true;
        action.run();
      }
    }
  }

  /// Brings it up to date.
  public void update() {
    this.<MirrorReport>run(
        Kind.COPYING,
        vault::updateMirror,
        () -> {},
        ended -> show(Kind.COPYING, ended, Outcome.Updated::new));
  }

  /// Brings it up to date, and reads all of it.
  public void check() {
    this.<VerifyReport>run(
        Kind.CHECKING,
        vault::verifyMirror,
        () -> {},
        ended -> show(Kind.CHECKING, ended, Outcome.Checked::new));
  }

  /// The same, and writes anew what is damaged there.
  public void mend() {
    this.<RepairReport>run(
        Kind.MENDING,
        vault::repairMirror,
        () -> {},
        ended -> show(Kind.MENDING, ended, Outcome.Mended::new));
  }

  /// Makes it the vault's own storage, for this computer.
  ///
  /// @param losing whether parts of earlier versions may be given up that are nowhere else
  public void use(boolean losing) {
    var place = mirror.get().map(Mirror::storage).orElse("");
    this.<MirrorMove>run(
        Kind.MOVING,
        progress -> vault.useMirror(losing, progress),
        () -> {},
        ended -> moved(place, ended));
  }

  private void moved(String place, Finish<MirrorMove> ended) {
    // A copy that is not kept any more says nothing: it may have been given up elsewhere. People
    // delete the old place when they are told that the vault has moved.
    boolean hasMoved =
        ended.result().isPresent()
            || (!place.isEmpty() && ended.storage().equals(Optional.of(place)));
    if (hasMoved) {
      outcome.set(new Outcome.Moved(place, ended.result()));
    } else if (ended.failure().filter(MirrorModel::isLoss).isPresent()) {
      outcome.set(new Outcome.WouldLose(problems.apply(ended.failure().get())));
    } else {
      show(Kind.MOVING, ended, _ -> new Outcome.None());
    }
  }

  private static boolean isLoss(Exception failure) {
    return failure instanceof TidelockException known
        && known.todo().phrase() == Todo.MIRROR_USE_LOSING;
  }

  /// Keeps it no more. What lies there stays.
  public void end() {
    var place = mirror.get().map(Mirror::storage).orElse("");
    this.<Boolean>run(
        Kind.ENDING,
        _ -> {
          vault.endMirror();
          return true;
        },
        () -> {},
        ended -> show(Kind.ENDING, ended, _ -> new Outcome.Ended(place)));
  }

  /// Ends what is under way, which leaves nothing half done.
  public void cancel() {
    worker.stop();
  }

  private <T> void show(Kind kind, Finish<T> ended, Function<? super T, ? extends Outcome> told) {
    ended.result().map(told).ifPresent(outcome::set);
    ended
        .failure()
        .map(
            failure ->
                failure instanceof InterruptedException
                    ? new Outcome.Stopped(kind)
                    : new Outcome.Failed(problems.apply(failure)))
        .ifPresent(outcome::set);
  }

  private <T> void run(Kind kind, Call<T> call, Runnable first, Consumer<? super Finish<T>> then) {
    if (isBusy()) {
      return;
    }
    begun = first;
    mirrorBefore = mirror.get();
    outcome.set(new Outcome.None());
    work.set(new Work.Running(kind, Optional.empty()));
    worker.begin();
    tasks.<Finish<T>>run(
        () -> call(call),
        ended -> {
          mirror.set(ended.mirror());
          isOver();
          then.accept(ended);
          goOn();
        },
        failure -> {
          isOver();
          outcome.set(new Outcome.Failed(problems.apply(failure)));
          goOn();
        });
  }

  private void goOn() {
    var waiting = next;
    next = null;
    if (waiting != null) {
      waiting.run();
    }
  }

  private void isOver() {
    newest.set(null);
    work.set(new Work.None());
  }

  /// What went wrong is told together with how the copy stands then.
  private <T> Finish<T> call(Call<T> call) {
    T result;
    try {
      result = worker.run(() -> call.with(this::hear));
    } catch (Exception e) {
      return finish(Optional.empty(), Optional.of(e));
    }
    return finish(Optional.of(result), Optional.empty());
  }

  /// What was done was done, also if the vault was closed right after it and says nothing any more.
  private <T> Finish<T> finish(Optional<T> result, Optional<Exception> failure) {
    try {
      return new Finish<>(result, failure, vault.mirror(), Optional.of(vault.info().storage()));
    } catch (RuntimeException e) {
      LOG.debug("not asked for", e);
      return new Finish<>(result, failure, mirrorBefore, Optional.empty());
    }
  }

  private void hear(Progress progress) {
    if (newest.getAndSet(progress) == null) {
      tasks.onUi(this::tell);
    }
  }

  private void tell() {
    var progress = newest.getAndSet(null);
    if (progress != null && work.get() instanceof Work.Running running) {
      work.set(new Work.Running(running.kind(), Optional.of(progress)));
      begun.run();
    }
  }
}
