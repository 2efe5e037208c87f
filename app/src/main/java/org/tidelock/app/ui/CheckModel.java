package org.tidelock.app.ui;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VerifyReport;

/// Checks of an open vault, and repairs: what is being done, what came of the last one, and of which time the newest finished one is. One at a time; it goes on while other pages are shown.
/// A model without nodes, for the JavaFX thread.
public final class CheckModel {
  private static final Logger LOG = LoggerFactory.getLogger(CheckModel.class);

  /// How much of the activity is looked through for the newest check.
  private static final int LOOKED_AT = 2_000;

  /// What is under way.
  public sealed interface Work {
    record None() implements Work {}

    /// @param progress empty until the first step is done
    record Running(boolean deep, boolean repairs, Optional<Progress> progress) implements Work {}
  }

  /// What came of the last work since the vault was opened.
  public sealed interface Outcome {
    record None() implements Outcome {}

    record Checked(VerifyReport report, Instant at) implements Outcome {}

    record Repaired(RepairReport report, Instant at) implements Outcome {}

    /// The person has ended it; nothing is known of what was not looked at.
    record Stopped() implements Outcome {}

    record Failed(Problem problem) implements Outcome {}
  }

  /// The newest check that was finished on this computer, as the activity has kept it.
  ///
  /// @param wrong how many objects were not well
  public record Earlier(Instant at, long wrong) {}

  @FunctionalInterface
  private interface Call {
    Outcome with(Consumer<? super Progress> progress) throws Exception;
  }

  private final Vault vault;
  private final UiContext ui;
  private final Function<? super Exception, Problem> problems;
  private final ReadOnlyObjectWrapper<Work> work = new ReadOnlyObjectWrapper<>(new Work.None());
  private final ReadOnlyObjectWrapper<Outcome> outcome =
      new ReadOnlyObjectWrapper<>(new Outcome.None());
  private final ReadOnlyObjectWrapper<Optional<Earlier>> earlier =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// What was told last and is not shown yet: it is told from many threads, and more often than anybody can look.
  private final AtomicReference<@Nullable Progress> newest = new AtomicReference<>();

  private final StoppableWork worker = new StoppableWork();

  public CheckModel(Vault vault, UiContext ui) {
    this.vault = vault;
    this.ui = ui;
    this.problems = ui::problem;
  }

  public ReadOnlyObjectProperty<Work> workProperty() {
    return work.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Outcome> outcomeProperty() {
    return outcome.getReadOnlyProperty();
  }

  /// Empty if there was none, or none is known yet.
  public ReadOnlyObjectProperty<Optional<Earlier>> earlierProperty() {
    return earlier.getReadOnlyProperty();
  }

  public boolean isBusy() {
    return !(work.get() instanceof Work.None);
  }

  /// Asks for the newest finished check: one may have been made at a terminal.
  public void refresh() {
    ui.tasks()
        .<Optional<Earlier>>run(
            this::newestCheck, earlier::set, failure -> LOG.debug("not asked for", failure));
  }

  private Optional<Earlier> newestCheck() {
    return vault.activity(LOOKED_AT, Optional.empty()).stream()
        .filter(activity -> activity.kind() == Activity.Kind.CHECKED)
        .findFirst()
        .map(
            activity ->
                new Earlier(
                    activity.time(),
                    activity.detail().isEmpty() ? 0 : Long.parseLong(activity.detail())));
  }

  /// @param deep every byte, not only names and sizes
  public void check(boolean deep) {
    run(
        new Work.Running(deep, false, Optional.empty()),
        progress -> new Outcome.Checked(vault.verify(deep, progress), ui.clock().instant()));
  }

  /// Mends what this computer can.
  public void repair(boolean deep) {
    run(
        new Work.Running(deep, true, Optional.empty()),
        progress -> new Outcome.Repaired(vault.repair(deep, progress), ui.clock().instant()));
  }

  /// Ends what is under way, which leaves nothing half done.
  public void cancel() {
    worker.stop();
  }

  private void run(Work.Running begun, Call call) {
    if (isBusy()) {
      return;
    }
    outcome.set(new Outcome.None());
    work.set(begun);
    worker.begin();
    ui.tasks()
        .<Outcome>run(
            () -> worker.run(() -> call.with(this::hear)),
            this::over,
            failure -> over(failed(failure)));
  }

  private Outcome failed(Exception failure) {
    return failure instanceof InterruptedException
        ? new Outcome.Stopped()
        : new Outcome.Failed(problems.apply(failure));
  }

  private void over(Outcome came) {
    newest.set(null);
    work.set(new Work.None());
    outcome.set(came);
    refresh();
  }

  private void hear(Progress progress) {
    if (newest.getAndSet(progress) == null) {
      ui.tasks().onUi(this::tell);
    }
  }

  private void tell() {
    var progress = newest.getAndSet(null);
    if (progress != null && work.get() instanceof Work.Running running) {
      work.set(new Work.Running(running.deep(), running.repairs(), Optional.of(progress)));
    }
  }
}
