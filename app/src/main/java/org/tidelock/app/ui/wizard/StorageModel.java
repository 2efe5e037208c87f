package org.tidelock.app.ui.wizard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Vaults;

/// Where the sealed data shall lie, and what a look at that place says.
public final class StorageModel {
  public enum Kind {
    /// A folder the program suggests.
    THIS_COMPUTER,
    /// A folder the person chooses: a disk, a share, a folder that another program carries elsewhere.
    FOLDER
  }

  /// What is known about the chosen place.
  public sealed interface Look {
    record Nothing() implements Look {}

    record Looking() implements Look {}

    /// @param free bytes, if the system tells
    record Seen(Vaults.StorageState state, Optional<Long> free) implements Look {}

    record Failed(Problem problem) implements Look {}
  }

  private final UiContext ui;
  private final Path suggested;
  private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.THIS_COMPUTER);
  private final ObjectProperty<Optional<Path>> chosen =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(new Look.Nothing());
  private TaskRunner.@Nullable Handle running;

  public StorageModel(UiContext ui, Path suggested) {
    this.ui = ui;
    this.suggested = suggested;
    kind.addListener((_, _, _) -> look());
    chosen.addListener((_, _, _) -> look());
  }

  public ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  public ObjectProperty<Optional<Path>> chosenProperty() {
    return chosen;
  }

  public ReadOnlyObjectProperty<Look> lookProperty() {
    return look.getReadOnlyProperty();
  }

  /// The folder that is to hold the vault, once there is one.
  public Optional<Path> place() {
    return kind.get() == Kind.THIS_COMPUTER ? Optional.of(suggested) : chosen.get();
  }

  public Optional<String> url() {
    return place().map(StorageUrls::ofFolder);
  }

  /// Looks at the chosen place; the last choice wins.
  public void look() {
    if (running != null) {
      running.cancel();
    }
    running = null;
    place().ifPresentOrElse(this::lookAt, () -> look.set(new Look.Nothing()));
  }

  private void lookAt(Path place) {
    look.set(new Look.Looking());
    running =
        ui.tasks()
            .<Look>run(
                () -> new Look.Seen(ui.vaults().look(StorageUrls.ofFolder(place)), free(place)),
                look::set,
                failure -> look.set(new Look.Failed(ui.problem(failure))));
  }

  /// Of the nearest directory that exists, because the vault's own may not exist yet.
  private static Optional<Long> free(Path place) {
    for (Path at = place.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        try {
          return Optional.of(Files.getFileStore(at).getUsableSpace());
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
