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
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.engine.Activity;
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
  private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private @Nullable Instant point;
  private boolean shown;
  private boolean stale;
  private TaskRunner.@Nullable Handle running;

  public PastModel(PageContext context) {
    this.context = context;
    this.pace = new NewsPace(context.ui().clock());
    context.model().recent().addListener((ListChangeListener<Activity>) _ -> news());
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
    return loading.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public void shown() {
    shown = true;
    load(0);
  }

  public void hidden() {
    shown = false;
    stop();
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

  /// The last question wins.
  private void load(long pauseMillis) {
    stop();
    stale = false;
    var at = point;
    if (!shown || at == null) {
      return;
    }
    loading.set(entries.isEmpty());
    boolean all = differing.get() && text.get().isEmpty();
    var scope =
        differing.get() ? Scope.DIFFERING : text.get().isEmpty() ? Scope.CHILDREN : Scope.BELOW;
    var listed = new PastQuery(folder.get(), at, scope, text.get(), MOST);
    var whole = new PastQuery(folder.get(), at, Scope.DIFFERING, "", 0);
    running =
        context
            .ui()
            .tasks()
            .<PastView>run(
                () -> {
                  Thread.sleep(pauseMillis);
                  return pace.measured(() -> context.vault().past(listed));
                },
                view -> {
                  list(view);
                  if (all) {
                    counted(view);
                  } else {
                    count(whole);
                  }
                },
                this::failed);
  }

  private void list(PastView view) {
    loading.set(false);
    problem.set(Optional.empty());
    if (!entries.equals(view.entries())) {
      entries.setAll(view.entries());
    }
  }

  private void count(PastQuery whole) {
    running =
        context
            .ui()
            .tasks()
            .<PastView>run(
                () -> pace.measured(() -> context.vault().past(whole)),
                this::counted,
                this::failed);
  }

  private void counted(PastView view) {
    running = null;
    counts.set(Optional.of(view.counts()));
    if (stale) {
      news();
    }
  }

  private void failed(Exception failure) {
    running = null;
    loading.set(false);
    problem.set(Optional.of(context.problem(failure)));
  }

  /// Something happened: asks anew, but never while a question is open.
  private void news() {
    if (!shown) {
      return;
    }
    if (running != null) {
      stale = true;
    } else {
      load(pace.pauseMillis());
    }
  }

  private void stop() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }

  /// What a restore without a choice is about: the folder.
  List<String> whole() {
    return List.of(folder.get());
  }
}
