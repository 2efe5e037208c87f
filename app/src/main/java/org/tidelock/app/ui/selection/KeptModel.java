package org.tidelock.app.ui.selection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.Room;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.selection.Choices.Choice;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FolderSize;
import org.tidelock.engine.SelectionPreview;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultSelection;

/// What of the vault this computer is to keep, and what that would do. A model without nodes, for the JavaFX thread.
public final class KeptModel {
  private static final long PAUSE_MILLIS = 150;

  /// What is known of the choice as it stands.
  public sealed interface State {
    record Asking() implements State {}

    /// @param free bytes on the drive, if the system tells
    record Seen(VaultSelection selection, SelectionPreview preview, Optional<Long> free)
        implements State {
      /// Whether what comes finds room.
      public boolean fits() {
        return free.isEmpty() || preview.comes().bytes() <= free.get();
      }
    }

    /// No file or folder is ticked, and nothing that is new would come.
    record Nothing() implements State {}

    record Refused(Problem problem) implements State {}
  }

  private final UiContext ui;
  private final Vault vault;
  private final Choices choices;
  private final BooleanProperty brings = new SimpleBooleanProperty(true);
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Asking());
  private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
  private final Map<String, List<String>> children = new HashMap<>();
  private final Map<String, FolderSize> sizes = new HashMap<>();
  private Choice before = new Choice(List.of(), true);
  private Ticks ticks = new Ticks(List.of());
  private TaskRunner.@Nullable Handle running;
  private boolean filling;

  public KeptModel(UiContext ui, Vault vault) {
    this.ui = ui;
    this.vault = vault;
    this.choices = new Choices(vault);
    brings.addListener(
        (_, _, _) -> {
          if (!filling) {
            ask();
          }
        });
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Another number whenever a tick or a size may be another one.
  ReadOnlyIntegerProperty changesProperty() {
    return changes.getReadOnlyProperty();
  }

  /// Whether what other devices add beside what is ticked comes here, too.
  public BooleanProperty bringsProperty() {
    return brings;
  }

  /// Begins with what is chosen now.
  public void load() {
    state.set(new State.Asking());
    run(() -> choices.of(vault.selection()), this::fill);
  }

  private void fill(Choice choice) {
    before = choice;
    filling = true;
    brings.set(choice.brings());
    filling = false;
    ticks = new Ticks(choice.off());
    changed();
    ask();
  }

  /// Ticks everything again.
  public void all() {
    ticks = new Ticks(List.of());
    filling = true;
    brings.set(true);
    filling = false;
    changed();
    ask();
  }

  private void changed() {
    changes.set(changes.get() + 1);
  }

  /// Whether it is another choice than when it began.
  public boolean isChanged() {
    return brings.get() != before.brings() || !ticks.off().equals(new TreeSet<>(before.off()));
  }

  Ticks.Mark mark(String path) {
    return ticks.of(path);
  }

  /// Of something that is shown, so that what is in the folders above it is known.
  void toggle(String path) {
    if (ticks.of(path) == Ticks.Mark.ON) {
      ticks.clear(path);
    } else {
      ticks.set(path, folder -> children.getOrDefault(folder, List.of()));
    }
    changed();
    ask();
  }

  /// What is directly in a folder, later; and how much is in each folder of it, later still.
  void list(String folder, Consumer<List<FileEntry>> found) {
    ui.tasks()
        .<List<FileEntry>>run(
            () -> vault.list(folder, Optional.empty()),
            entries -> {
              children.put(folder, entries.stream().map(FileEntry::path).toList());
              found.accept(entries);
              measure(folder);
            },
            this::failed);
  }

  private void measure(String folder) {
    ui.tasks()
        .<List<FolderSize>>run(
            () -> vault.sizes(folder),
            measured -> {
              measured.forEach(size -> sizes.put(size.path(), size));
              changed();
            },
            failure -> ui.problem(failure));
  }

  /// Empty as long as it is not known.
  Optional<FolderSize> size(String folder) {
    return Optional.ofNullable(sizes.get(folder));
  }

  private record Answer(Optional<State.Seen> seen) {}

  /// A moment later, as another tick may follow.
  private void ask() {
    var choice = choice();
    state.set(new State.Asking());
    run(
        () -> {
          Thread.sleep(PAUSE_MILLIS);
          var selection = choices.selection(choice);
          if (selection.isEmpty()) {
            return new Answer(Optional.empty());
          }
          var preview = vault.previewSelection(selection.get());
          return new Answer(
              Optional.of(
                  new State.Seen(selection.get(), preview, Room.free(vault.info().folder()))));
        },
        answer -> state.set(answer.seen().<State>map(seen -> seen).orElseGet(State.Nothing::new)));
  }

  private Choice choice() {
    return new Choice(List.copyOf(ticks.off()), brings.get());
  }

  private <T> void run(TaskRunner.Work<T> work, Consumer<? super T> done) {
    stop();
    running =
        ui.tasks()
            .<T>run(
                work,
                answer -> {
                  running = null;
                  done.accept(answer);
                },
                this::failed);
  }

  private void failed(Exception failure) {
    running = null;
    state.set(new State.Refused(ui.problem(failure)));
  }

  /// Nothing is asked any more.
  public void stop() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }
}
