package org.tidelock.app.ui.files;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.engine.Activity;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.Status;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// Which place is listed, and its entries. Keeps itself up to date while the page is shown.
public final class FilesViewModel {
  /// A search gives no more than this; the page says so.
  static final int MOST_FOUND = 500;

  private static final long TYPING_PAUSE_MILLIS = 200;
  private static final long NEWS_PAUSE_MILLIS = 1000;

  private final PageContext context;
  private final ReadOnlyObjectWrapper<Place> place =
      new ReadOnlyObjectWrapper<>(new Place.Folder(""));
  private final ObservableList<FileEntry> entries = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
  private String folder = "";
  private boolean shown;
  private boolean stale;
  private TaskRunner.@Nullable Handle running;

  public FilesViewModel(PageContext context) {
    this.context = context;
    context.model().recent().addListener((ListChangeListener<Activity>) _ -> news());
    context.model().statusProperty().addListener((_, before, now) -> statusChanged(before, now));
  }

  public ReadOnlyObjectProperty<Place> placeProperty() {
    return place.getReadOnlyProperty();
  }

  public Place place() {
    return place.get();
  }

  public ObservableList<FileEntry> entries() {
    return entries;
  }

  /// True until the first answer for a place is there.
  public ReadOnlyBooleanProperty loadingProperty() {
    return loading.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// The folder that is listed, or was before a search.
  public String folder() {
    return folder;
  }

  public void shown() {
    shown = true;
    load(0);
  }

  public void hidden() {
    shown = false;
    stop();
  }

  public void openFolder(String path) {
    folder = path;
    go(new Place.Folder(path), 0);
  }

  public void up() {
    if (place.get() instanceof Place.Folder && !folder.isEmpty()) {
      openFolder(Place.parent(folder));
    }
  }

  public void showDeleted() {
    go(new Place.Deleted(folder), 0);
  }

  /// Searches a moment after the last letter; an empty text goes back to the folder.
  public void search(String text) {
    var wanted = text.strip();
    if (!wanted.isEmpty()) {
      go(new Place.Found(wanted), TYPING_PAUSE_MILLIS);
    } else if (place.get() instanceof Place.Found) {
      openFolder(folder);
    }
  }

  public void reload() {
    load(0);
  }

  public void failed(Exception failure) {
    problem.set(Optional.of(context.problem(failure)));
  }

  private void go(Place wanted, long pause) {
    if (!wanted.equals(place.get())) {
      entries.clear();
      place.set(wanted);
    }
    load(pause);
  }

  /// The last question wins.
  private void load(long pauseMillis) {
    stop();
    stale = false;
    var asked = place.get();
    loading.set(entries.isEmpty());
    running =
        context
            .ui()
            .tasks()
            .<List<FileEntry>>run(
                () -> {
                  Thread.sleep(pauseMillis);
                  return ask(context.vault(), asked);
                },
                this::answered,
                failure -> {
                  running = null;
                  loading.set(false);
                  failed(failure);
                });
  }

  private static List<FileEntry> ask(Vault vault, Place place)
      throws TidelockException, InterruptedException {
    return switch (place) {
      case Place.Folder(var path) -> vault.list(path, Optional.empty());
      case Place.Deleted(var below) -> vault.listDeleted(below);
      case Place.Found(var text) -> vault.search(text, true, MOST_FOUND);
    };
  }

  private void answered(List<FileEntry> found) {
    running = null;
    loading.set(false);
    problem.set(Optional.empty());
    if (!entries.equals(found)) {
      entries.setAll(found);
    }
    if (stale) {
      news();
    }
  }

  private void statusChanged(Status before, Status now) {
    if (before.state() != now.state() || before.waiting() != now.waiting()) {
      news();
    }
  }

  /// Something happened: asks anew, but never while a question is open and at most once a second.
  private void news() {
    if (!shown) {
      return;
    }
    if (running != null) {
      stale = true;
    } else {
      load(NEWS_PAUSE_MILLIS);
    }
  }

  private void stop() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }

  long sizeOfFiles() {
    return entries.stream()
        .filter(entry -> entry.type() == Type.FILE)
        .mapToLong(FileEntry::size)
        .sum();
  }
}
