package org.tidelock.app.ui.wizard;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.Vaults;

/// Where the sealed data shall lie: one place for each kind of storage, of which one is chosen.
public final class StorageModel {
  /// In the order in which they are offered. A further kind of server is a constant here with its [ServerForm] and its card in [StorageKinds].
  public enum Kind {
    /// A folder the program suggests.
    THIS_COMPUTER,
    /// A folder the person chooses: a disk, a share, a folder that another program carries elsewhere.
    FOLDER,
    WEBDAV,
    SFTP,
    S3,
    /// Where people sign in at Microsoft's page.
    ONEDRIVE
  }

  private final ObjectProperty<Kind> kind;
  private final Map<Kind, StoragePlace> places = new EnumMap<>(Kind.class);
  private final FolderPlace folder;
  private final ObservableValue<Look> look;

  public StorageModel(UiContext ui, Path suggested) {
    this(ui, Optional.of(suggested));
  }

  /// For what is to lie elsewhere than on this computer's own disk: nothing is suggested.
  static StorageModel elsewhere(UiContext ui) {
    return new StorageModel(ui, Optional.empty());
  }

  private StorageModel(UiContext ui, Optional<Path> suggested) {
    suggested.ifPresent(
        path -> places.put(Kind.THIS_COMPUTER, new FolderPlace(ui, Optional.of(path))));
    kind = new SimpleObjectProperty<>(suggested.isPresent() ? Kind.THIS_COMPUTER : Kind.FOLDER);
    folder = new FolderPlace(ui, Optional.empty());
    places.put(Kind.FOLDER, folder);
    places.put(Kind.WEBDAV, new ServerPlace(ui, new WebDavForm()));
    places.put(Kind.SFTP, new ServerPlace(ui, new SftpForm()));
    places.put(Kind.S3, new ServerPlace(ui, new S3Form()));
    places.put(Kind.ONEDRIVE, new OneDrivePlace(ui));
    look = kind.flatMap(chosen -> place(chosen).lookProperty());
    kind.addListener((_, before, now) -> changed(before, now));
  }

  private void changed(Kind before, Kind now) {
    place(before).hidden();
    place(now).shown();
  }

  public ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  /// Of the chosen place.
  public ObservableValue<Look> lookProperty() {
    return look;
  }

  boolean offers(Kind of) {
    return places.containsKey(of);
  }

  /// Each kind that is offered has one.
  private StoragePlace place(Kind of) {
    return Objects.requireNonNull(places.get(of));
  }

  /// The chosen one.
  StoragePlace place() {
    return place(kind.get());
  }

  /// The one that is chosen among all folders.
  FolderPlace folder() {
    return folder;
  }

  /// The address of the chosen place; of a server the one at which it was seen.
  public Optional<String> url() {
    return place().url();
  }

  /// Vaults that reach the chosen place.
  public Vaults vaults() {
    return place().vaults();
  }

  /// The chosen place is in sight.
  void shown() {
    place().shown();
  }

  /// Whether something was typed that leaving would lose.
  boolean isTouched() {
    return places.values().stream().anyMatch(StoragePlace::isTouched);
  }

  /// No secret stays in a field.
  void forget() {
    places.values().forEach(StoragePlace::forget);
  }
}
