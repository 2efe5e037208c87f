package org.tidelock.app.ui.wizard;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Progress;

/// Says how much of the history a device that joins has read, while it does. Told on the engine's thread.
final class ReadingHistory implements Consumer<Progress> {
  private final UiContext ui;
  private final StepState state;
  private final BooleanSupplier joining;

  /// What was told last and is not shown yet: it is told more often than anybody can look.
  private final AtomicReference<@Nullable Progress> newest = new AtomicReference<>();

  /// @param joining whether it has not come to an end, on the JavaFX thread
  ReadingHistory(UiContext ui, StepState state, BooleanSupplier joining) {
    this.ui = ui;
    this.state = state;
    this.joining = joining;
  }

  @Override
  public void accept(Progress progress) {
    if (newest.getAndSet(progress) == null) {
      ui.tasks().onUi(this::tell);
    }
  }

  private void tell() {
    var progress = newest.getAndSet(null);
    if (progress != null && joining.getAsBoolean()) {
      state.working(ui.texts().get("join.reading", progress.files(), progress.totalFiles()));
    }
  }
}
