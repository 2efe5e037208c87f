package org.tidelock.app.ui.wizard;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.Vault;

/// Asks a vault that was just made or joined what its first round would do. A model without nodes, for the JavaFX thread.
final class FirstSyncModel {
  /// What is known of it.
  sealed interface State {
    record Looking() implements State {}

    record Seen(SyncPreview preview) implements State {}

    /// It can begin all the same.
    record Unknown(Problem problem) implements State {}
  }

  private final UiContext ui;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Looking());
  private TaskRunner.@Nullable Handle running;

  FirstSyncModel(UiContext ui) {
    this.ui = ui;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  void look(Vault vault) {
    stop();
    state.set(new State.Looking());
    running =
        ui.tasks()
            .<State>run(
                () -> new State.Seen(vault.preview()),
                state::set,
                failure -> state.set(new State.Unknown(ui.problem(failure))));
  }

  /// So that the first round need not wait for the answer.
  void stop() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }
}
