package org.tidelock.app.ui.settings;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.IgnorePreview;
import org.tidelock.engine.Vault;

/// A rule that is being written, and what it would leave out as it stands. A model without nodes, for the JavaFX thread.
final class RuleModel {
  private static final long PAUSE_MILLIS = 150;

  /// What is known of the rule.
  sealed interface State {
    record Empty() implements State {}

    record Asking() implements State {}

    record Seen(IgnorePreview preview) implements State {}

    /// It is no rule.
    record Wrong(Problem problem) implements State {}
  }

  private final UiContext ui;
  private final Vault vault;
  private final ObjectProperty<RuleText> kind = new SimpleObjectProperty<>(RuleText.ENDING);
  private final StringProperty text = new SimpleStringProperty("");
  private final BooleanProperty everywhere = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Empty());
  private TaskRunner.@Nullable Handle running;

  RuleModel(UiContext ui, Vault vault) {
    this.ui = ui;
    this.vault = vault;
    kind.addListener((_, _, _) -> ask());
    text.addListener((_, _, _) -> ask());
    everywhere.addListener((_, _, _) -> ask());
  }

  ObjectProperty<RuleText> kindProperty() {
    return kind;
  }

  StringProperty textProperty() {
    return text;
  }

  /// Whether it is for all devices.
  BooleanProperty everywhereProperty() {
    return everywhere;
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// The line that it comes to; empty as long as nothing is written.
  Optional<String> pattern() {
    return text.get().isBlank()
        ? Optional.empty()
        : Optional.of(kind.get().pattern(text.get().strip()));
  }

  /// A moment later, as another letter may follow.
  private void ask() {
    stop();
    var pattern = pattern();
    if (pattern.isEmpty()) {
      state.set(new State.Empty());
      return;
    }
    boolean all = everywhere.get();
    state.set(new State.Asking());
    running =
        ui.tasks()
            .<State>run(
                () -> {
                  Thread.sleep(PAUSE_MILLIS);
                  return new State.Seen(vault.previewIgnore(pattern.get(), all));
                },
                state::set,
                failure -> state.set(new State.Wrong(ui.problem(failure))));
  }

  void stop() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }
}
