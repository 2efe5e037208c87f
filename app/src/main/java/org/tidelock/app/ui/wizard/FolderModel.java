package org.tidelock.app.ui.wizard;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Vaults;

/// Which folder stays in sync, with what it holds now, and how vault and computer are called.
public final class FolderModel {
  /// What is known about the folder.
  public sealed interface Facts {
    record Counting() implements Facts {}

    record Known(Vaults.FolderFacts facts) implements Facts {}

    record Refused(Problem problem) implements Facts {}
  }

  private final UiContext ui;
  private final Supplier<Optional<String>> storage;
  private final ObjectProperty<Path> folder;
  private final StringProperty vaultName = new SimpleStringProperty("");
  private final StringProperty computer = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Facts> facts =
      new ReadOnlyObjectWrapper<>(new Facts.Counting());
  private final BooleanBinding ready;
  private TaskRunner.@Nullable Handle running;

  public FolderModel(UiContext ui, Supplier<Optional<String>> storage) {
    this.ui = ui;
    this.storage = storage;
    this.folder = new SimpleObjectProperty<>(ui.places().syncFolder());
    vaultName.set(ui.texts().get("folder.vaultName.suggestion"));
    computer.set(ui.places().computer());
    ready =
        Bindings.createBooleanBinding(
            () ->
                facts.get() instanceof Facts.Known
                    && !vaultName.get().isBlank()
                    && !computer.get().isBlank(),
            facts,
            vaultName,
            computer);
    folder.addListener((_, _, _) -> inspect());
  }

  public ObjectProperty<Path> folderProperty() {
    return folder;
  }

  public StringProperty vaultNameProperty() {
    return vaultName;
  }

  public StringProperty computerProperty() {
    return computer;
  }

  public ReadOnlyObjectProperty<Facts> factsProperty() {
    return facts.getReadOnlyProperty();
  }

  public BooleanBinding ready() {
    return ready;
  }

  /// Counts what the folder holds; the last choice wins.
  public void inspect() {
    if (running != null) {
      running.cancel();
    }
    facts.set(new Facts.Counting());
    var wanted = folder.get();
    var url = storage.get().orElse("");
    running =
        ui.tasks()
            .<Facts>run(
                () -> new Facts.Known(ui.vaults().inspectFolder(wanted, url)),
                facts::set,
                failure -> facts.set(new Facts.Refused(ui.problem(failure))));
  }
}
