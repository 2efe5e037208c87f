package org.tidelock.app.ui.rewind;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.StoppableWork;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.Restoration.Target;
import org.tidelock.engine.Restoration.What;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.VaultClosedException;

/// A wish to bring things back: where to, what that would do, and doing it. A model without nodes, for the JavaFX thread.
public final class RestoreModel {
  /// Where things go.
  public enum Where {
    PLACE,
    BESIDE,
    FOLDER
  }

  /// How far it is.
  public sealed interface State {
    /// A folder has to be chosen first.
    record NoFolder() implements State {}

    record Asking() implements State {}

    record Seen(RestorePreview preview) implements State {}

    record Refused(Problem problem) implements State {}

    record Running() implements State {}

    /// Ended by the person, or with the vault, before anything was written.
    record Stopped() implements State {}
  }

  /// What was brought back, all of it or not.
  public record Restored(RestoreReport report, Target target) {}

  /// Can be a part of a name on every system.
  private static final DateTimeFormatter MARK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm", Locale.ROOT);

  private final PageContext context;
  private final List<String> paths;
  private final What what;
  private final Consumer<Restored> restored;
  private final ReadOnlyObjectWrapper<Where> where = new ReadOnlyObjectWrapper<>(Where.PLACE);
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Asking());
  private Optional<Path> folder = Optional.empty();
  private TaskRunner.@Nullable Handle running;
  private final StoppableWork worker = new StoppableWork();

  /// @param paths where they were
  /// @param restored is told on the JavaFX thread, whatever is shown by then
  public RestoreModel(
      PageContext context, List<String> paths, What what, Consumer<Restored> restored) {
    this.context = context;
    this.paths = List.copyOf(paths);
    this.what = what;
    this.restored = restored;
  }

  public List<String> paths() {
    return paths;
  }

  /// The point in time; empty of what was deleted.
  public Optional<Instant> at() {
    return switch (what) {
      case What.Then then -> Optional.of(then.at());
      case What.Deleted _ -> Optional.empty();
    };
  }

  public ReadOnlyObjectProperty<Where> whereProperty() {
    return where.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public State state() {
    return state.get();
  }

  /// The folder that was chosen last.
  public Optional<Path> folder() {
    return folder;
  }

  public boolean isRunning() {
    return state() instanceof State.Running;
  }

  public void choose(Where wanted) {
    if (!isRunning()) {
      where.set(wanted);
      look();
    }
  }

  public void choose(Path other) {
    folder = Optional.of(other);
    choose(Where.FOLDER);
  }

  /// What is added to the names of what comes to lie beside the present ones: `2026-11-18 02.13`.
  public static String mark(Instant time, ZoneId zone) {
    return MARK.format(time.atZone(zone));
  }

  private Optional<Target> target() {
    return switch (where.get()) {
      case PLACE -> Optional.of(new Target.InPlace());
      case BESIDE ->
          at().map(time -> new Target.Beside(mark(time, context.ui().clock().getZone())));
      case FOLDER -> folder.map(Target.Into::new);
    };
  }

  /// Asks what it would do; the last question wins.
  public void look() {
    stop();
    target()
        .ifPresentOrElse(
            target -> {
              state.set(new State.Asking());
              running =
                  context
                      .ui()
                      .tasks()
                      .<RestorePreview>run(
                          () -> context.vault().preview(new Restoration(what, target)),
                          preview -> state.set(new State.Seen(preview)),
                          this::failed);
            },
            () -> state.set(new State.NoFolder()));
  }

  private void failed(Exception failure) {
    boolean stopped =
        failure instanceof InterruptedException || failure instanceof VaultClosedException;
    state.set(stopped ? new State.Stopped() : new State.Refused(context.problem(failure)));
  }

  public boolean isReady() {
    return state() instanceof State.Seen(RestorePreview preview)
        && !preview.isNothing()
        && preview.bytes() <= preview.freeBytes();
  }

  public void start() {
    if (!isReady()) {
      return;
    }
    var target = target().orElseThrow();
    state.set(new State.Running());
    running = null;
    worker.begin();
    context
        .actions()
        .restore(
            () -> worker.run(() -> context.vault().restore(new Restoration(what, target))),
            report -> restored.accept(new Restored(report, target)),
            this::failed);
  }

  /// Ends what is under way. What was brought back by then stays, and is told.
  public void stop() {
    worker.stop();
    if (running != null) {
      running.cancel();
      running = null;
    }
  }
}
