package org.tidelock.app.ui.devices;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;
import org.tidelock.app.ui.OwnerInput;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.StoppableWork;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Status;
import org.tidelock.engine.Unlock;

/// The removal of one device: what is asked before, and how far it is. A model without nodes, for the JavaFX thread.
final class RemovalModel {
  /// How far it is.
  sealed interface State {
    record Asking() implements State {}

    record Working() implements State {}

    /// The device is out.
    record Done() implements State {}

    /// Ended by the person, before the device was out. Of one that was out already it is not known how far this came.
    record Stopped() implements State {}

    record Failed(Problem problem) implements State {}
  }

  /// How a call has ended, and whether the device is out then.
  private record Finish(Optional<Exception> failure, boolean isOut) {}

  private final PageContext context;
  private final DeviceInfo device;
  private final OwnerInput owner;
  private final BooleanProperty stolen = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Asking());
  private final BooleanBinding ready;
  private final StoppableWork worker = new StoppableWork();
  private final ChangeListener<Status> news = (_, _, _) -> look();

  /// @param device one of the vault; or one that was removed, where a key is wanting that no removed device has
  RemovalModel(PageContext context, DeviceInfo device) {
    this.context = context;
    this.device = device;
    this.owner = new OwnerInput(context.ui(), context.actions().guesses());
    this.ready =
        Bindings.createBooleanBinding(
            () -> !isWorking() && (stolen.get() || owner.ready().get()),
            state,
            stolen,
            owner.ready());
  }

  DeviceInfo device() {
    return device;
  }

  OwnerInput owner() {
    return owner;
  }

  /// It was stolen, or somebody may know the passphrase: then all secrets are replaced.
  BooleanProperty stolenProperty() {
    return stolen;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Whether it can be gone on.
  BooleanBinding ready() {
    return ready;
  }

  boolean isWorking() {
    return state.get() instanceof State.Working;
  }

  void remove() {
    owner.take().ifPresent(this::remove);
  }

  private void remove(Unlock unlock) {
    state.set(new State.Working());
    worker.begin();
    context.model().statusProperty().addListener(news);
    context
        .ui()
        .tasks()
        .<Finish>run(
            () -> call(unlock),
            this::ended,
            failure -> ended(new Finish(Optional.of(failure), false)));
  }

  private Finish call(Unlock unlock) {
    try (unlock) {
      return worker.run(
          () -> {
            context.vault().removeDevice(device.id(), unlock);
            return new Finish(Optional.empty(), true);
          });
    } catch (Exception e) {
      return new Finish(Optional.of(e), !device.removed() && isOut());
    }
  }

  private boolean isOut() {
    try {
      return context.vault().devices().stream()
          .anyMatch(one -> one.id().equals(device.id()) && one.removed());
    } catch (RuntimeException closed) {
      return false;
    }
  }

  /// The device is out before the others were told, which is a round and may take its time.
  private void look() {
    if (!device.removed()) {
      context.ui().tasks().<Boolean>run(this::isOut, this::seen, _ -> {});
    }
  }

  private void seen(boolean isOut) {
    if (isOut && isWorking()) {
      over(new State.Done());
    }
  }

  private void ended(Finish finish) {
    if (!isWorking()) {
      return;
    }
    if (finish.isOut()) {
      over(new State.Done());
      return;
    }
    var failure = finish.failure().orElseThrow();
    if (failure instanceof InterruptedException) {
      over(new State.Stopped());
      return;
    }
    var problem = context.problem(failure);
    if (OwnerInput.isRefusal(problem)) {
      over(new State.Asking());
      owner.refuse();
    } else {
      over(new State.Failed(problem));
    }
  }

  private void over(State next) {
    context.model().statusProperty().removeListener(news);
    state.set(next);
  }

  /// Ends the work under way. What has come of it is seen in the state.
  void stop() {
    worker.stop();
  }

  /// Nobody looks any more: nothing secret is kept, and nothing goes on unseen.
  void close() {
    stop();
    owner.forget();
  }
}
