package org.tidelock.app.ui.wizard;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.tidelock.app.ui.Room;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Vaults;

/// A folder, which is looked at as soon as there is one.
final class FolderPlace extends StoragePlace {
  private final ObjectProperty<Optional<Path>> chosen;

  FolderPlace(UiContext ui, Optional<Path> folder) {
    super(ui);
    chosen = new SimpleObjectProperty<>(folder);
    chosen.addListener((_, _, _) -> shown());
  }

  ObjectProperty<Optional<Path>> chosenProperty() {
    return chosen;
  }

  @Override
  Optional<String> url() {
    return chosen.get().map(StorageUrls::ofFolder);
  }

  @Override
  Vaults vaults() {
    return ui.vaults();
  }

  @Override
  void shown() {
    chosen.get().ifPresentOrElse(this::lookAt, () -> become(new Look.Nothing()));
  }

  private void lookAt(Path folder) {
    look(
        () ->
            new Look.Seen(
                ui.vaults().look(StorageUrls.ofFolder(folder)),
                Room.free(folder),
                Optional.empty()),
        seen -> seen);
  }

  @Override
  boolean isTouched() {
    return false;
  }

  @Override
  void forget() {
    stop();
  }
}
