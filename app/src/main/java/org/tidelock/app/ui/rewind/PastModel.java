package org.tidelock.app.ui.rewind;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Inquiry;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.PastQuery;
import org.tidelock.engine.PastQuery.Scope;
import org.tidelock.engine.PastView;

/// A folder as it was at a point in time, or what differs below it, or names below it. What is listed comes first, how much differs a little later. A model without
/// nodes, for the JavaFX thread.
public final class PastModel {
  /// A list of differences, or a search, gives no more than this; the page says so.
  static final int MOST = 100_000;

  private static final long TYPING_PAUSE_MILLIS = 200;

  /// Who drags along the line of time passes over many points, of which the vault is not asked.
  private static final long MOVING_PAUSE_MILLIS = 50;

  private final PageContext context;
  private final NewsPace pace;
  private final ReadOnlyStringWrapper folder = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper differing = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ObservableList<PastEntry> entries = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<PastView.Counts>> counts =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Inquiry inquiry;
  private @Nullable Instant point;

  public PastModel(PageContext context) {
    this.context = context;
    this.pace = new NewsPace(context.ui().clock());
    this.inquiry = new Inquiry(context, () -> load(pace.pauseMillis()));
  }

  public ReadOnlyStringProperty folderProperty() {
    return folder.getReadOnlyProperty();
  }

  public String folder() {
    return folder.get();
  }

  /// Whether only what is not the same now is listed, all of it below the folder.
  public ReadOnlyBooleanProperty differingProperty() {
    return differing.getReadOnlyProperty();
  }

  /// Whether what is listed comes from more than one folder.
  public boolean isDeep() {
    return differing.get() || !text.get().isEmpty();
  }

  public ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  public ObservableList<PastEntry> entries() {
    return entries;
  }

  /// How much differs in the folder, whatever of it is listed; empty until it is known.
  public ReadOnlyObjectProperty<Optional<PastView.Counts>> countsProperty() {
    return counts.getReadOnlyProperty();
  }

  /// True until the first answer to a question is there.
  public ReadOnlyBooleanProperty loadingProperty() {
    return inquiry.loadingProperty();
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return inquiry.problemProperty();
  }

  public void shown() {
    inquiry.shown();
    load(0);
  }

  public void hidden() {
    inquiry.hidden();
  }

  /// The point in time; nothing is asked before there is one.
  public void look(Instant time) {
    if (!time.equals(point)) {
      point = time;
      anew(MOVING_PAUSE_MILLIS);
    }
  }

  public void openFolder(String path) {
    folder.set(path);
    text.set("");
    anew(0);
  }

  public void up() {
    if (!folder.get().isEmpty()) {
      openFolder(folder.get().substring(0, Math.max(0, folder.get().lastIndexOf('/'))));
    }
  }

  public void differing(boolean only) {
    if (only != differing.get()) {
      differing.set(only);
      anew(0);
    }
  }

  /// Searches a moment after the last letter; an empty text goes back to the folder.
  public void search(String typed) {
    if (!typed.strip().equals(text.get())) {
      text.set(typed.strip());
      anew(TYPING_PAUSE_MILLIS);
    }
  }

  public void reload() {
    load(0);
  }

  private void anew(long pauseMillis) {
    entries.clear();
    counts.set(Optional.empty());
    load(pauseMillis);
  }

  private void load(long pauseMillis) {
    inquiry.stop();
    var at = point;
    if (!inquiry.isShown() || at == null) {
      return;
    }
    boolean all = differing.get() && text.get().isEmpty();
    var scope =
        differing.get() ? Scope.DIFFERING : text.get().isEmpty() ? Scope.CHILDREN : Scope.BELOW;
    var listed = new PastQuery(folder.get(), at, scope, text.get(), MOST);
    var whole = new PastQuery(folder.get(), at, Scope.DIFFERING, "", 0);
    inquiry.ask(
        pauseMillis,
        entries.isEmpty(),
        () -> past(listed),
        view -> {
          list(view);
          if (all) {
            count(view);
          } else {
            inquiry.askAlso(() -> past(whole), this::count);
          }
        });
  }

  private PastView past(PastQuery query) throws Exception {
    return pace.measured(() -> context.vault().past(query));
  }

  private void list(PastView view) {
    if (!entries.equals(view.entries())) {
      entries.setAll(view.entries());
    }
  }

  private void count(PastView view) {
    counts.set(Optional.of(view.counts()));
  }

  /// What a restore without a choice is about: the folder.
  List<String> whole() {
    return List.of(folder.get());
  }
}
