package org.tidelock.app.ui.files;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tidelock.app.ui.Inquiry;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
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
  private final Inquiry inquiry;
  private String folder = "";

  public FilesViewModel(PageContext context) {
    this.context = context;
    this.inquiry = new Inquiry(context, () -> load(NEWS_PAUSE_MILLIS));
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
    return inquiry.loadingProperty();
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return inquiry.problemProperty();
  }

  /// The folder that is listed, or was before a search.
  public String folder() {
    return folder;
  }

  public void shown() {
    inquiry.shown();
    load(0);
  }

  public void hidden() {
    inquiry.hidden();
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
    inquiry.failed(failure);
  }

  private void go(Place wanted, long pause) {
    if (!wanted.equals(place.get())) {
      entries.clear();
      place.set(wanted);
    }
    load(pause);
  }

  private void load(long pauseMillis) {
    var asked = place.get();
    inquiry.ask(pauseMillis, entries.isEmpty(), () -> ask(context.vault(), asked), this::answered);
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
    if (!entries.equals(found)) {
      entries.setAll(found);
    }
  }

  private void statusChanged(Status before, Status now) {
    if (before.state() != now.state() || before.waiting() != now.waiting()) {
      inquiry.news();
    }
  }

  long sizeOfFiles() {
    return entries.stream()
        .filter(entry -> entry.type() == Type.FILE)
        .mapToLong(FileEntry::size)
        .sum();
  }
}
