package org.tidelock.app.ui.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.kit.SavedKit;
import org.tidelock.app.ui.OwnerInput;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.StoppableWork;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Unlock;

/// One recovery drill: what is tried, how far it is, and what it has shown. A model without nodes, for the JavaFX thread.
final class DrillModel {
  /// How far it is.
  sealed interface State {
    record Asking() implements State {}

    /// @param progress empty until the first step is told
    record Working(Optional<Progress> progress) implements State {}

    record Done(DrillReport report) implements State {}

    /// Ended by the person.
    record Stopped() implements State {}

    record Failed(Problem problem) implements State {}
  }

  private final PageContext context;
  private final OwnerInput owner;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Asking());
  private final BooleanBinding ready;
  private final StoppableWork worker = new StoppableWork();

  /// What was told last and is not shown yet.
  private final AtomicReference<@Nullable Progress> newest = new AtomicReference<>();

  DrillModel(PageContext context) {
    this.context = context;
    this.owner = new OwnerInput(context.ui(), context.actions().guesses());
    owner.input().byKitProperty().set(true);
    this.ready =
        Bindings.createBooleanBinding(
            () -> !isWorking() && owner.ready().get(), state, owner.ready());
  }

  OwnerInput owner() {
    return owner;
  }

  boolean byKit() {
    return owner.input().byKitProperty().get();
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Whether there is something to try.
  BooleanBinding ready() {
    return ready;
  }

  boolean isWorking() {
    return state.get() instanceof State.Working;
  }

  /// Takes the words of a saved kit.
  void read(Path file) {
    context
        .ui()
        .tasks()
        .<String>run(
            () -> SavedKit.words(file),
            owner.input().wordsProperty()::set,
            failure ->
                owner
                    .input()
                    .problemProperty()
                    .set(
                        context
                            .texts()
                            .get(
                                failure instanceof IOException
                                    ? "drill.file.unreadable"
                                    : "kit.words.wrong")));
  }

  void run() {
    owner.take().ifPresent(this::run);
  }

  private void run(Unlock unlock) {
    state.set(new State.Working(Optional.empty()));
    worker.begin();
    context
        .ui()
        .tasks()
        .<DrillReport>run(() -> call(unlock), report -> over(new State.Done(report)), this::failed);
  }

  private DrillReport call(Unlock unlock) throws Exception {
    try (unlock) {
      return worker.run(() -> context.vault().drill(unlock, this::hear));
    }
  }

  private void failed(Exception failure) {
    if (failure instanceof InterruptedException) {
      over(new State.Stopped());
      return;
    }
    var problem = context.problem(failure);
    // Why a kit opens nothing is known better here than where it only unlocks.
    if (OwnerInput.isRefusal(problem) && !byKit()) {
      over(new State.Asking());
      owner.refuse();
    } else {
      over(new State.Failed(problem));
    }
  }

  private void over(State next) {
    newest.set(null);
    state.set(next);
  }

  private void hear(Progress progress) {
    if (newest.getAndSet(progress) == null) {
      context.ui().tasks().onUi(this::tell);
    }
  }

  private void tell() {
    var progress = newest.getAndSet(null);
    if (progress != null && isWorking()) {
      state.set(new State.Working(Optional.of(progress)));
    }
  }

  /// Ends the work under way, which leaves nothing behind.
  void stop() {
    worker.stop();
  }

  /// Nobody looks any more: nothing secret is kept, and nothing goes on unseen.
  void close() {
    stop();
    owner.forget();
  }
}
