package org.tidelock.app.ui.settings;

import java.nio.file.Path;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Vaults.FolderFacts;

/// A folder that may be synced where it is: what it holds, and what the vault is to call it. A model without nodes, for the JavaFX thread.
final class PlaceModel {
  /// What is known of the folder.
  sealed interface State {
    record Counting() implements State {}

    record Known(FolderFacts facts) implements State {}

    record Refused(Problem problem) implements State {}
  }

  private final UiContext ui;
  private final String storage;
  private final Path folder;
  private final StringProperty name;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Counting());
  private final BooleanBinding ready;
  private TaskRunner.@Nullable Handle running;

  /// @param storage the vault's, in which the folder must not lie
  PlaceModel(UiContext ui, String storage, Path folder) {
    this.ui = ui;
    this.storage = storage;
    this.folder = folder;
    var called = folder.getFileName();
    this.name = new SimpleStringProperty(called == null ? "" : called.toString());
    this.ready =
        Bindings.createBooleanBinding(
            () -> state.get() instanceof State.Known && !name.get().isBlank(), state, name);
  }

  Path folder() {
    return folder;
  }

  StringProperty nameProperty() {
    return name;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  BooleanBinding ready() {
    return ready;
  }

  void look() {
    running =
        ui.tasks()
            .<State>run(
                () -> new State.Known(ui.vaults().inspectFolder(folder, storage)),
                state::set,
                failure -> state.set(new State.Refused(ui.problem(failure))));
  }

  void stop() {
    if (running != null) {
      running.cancel();
    }
  }
}
