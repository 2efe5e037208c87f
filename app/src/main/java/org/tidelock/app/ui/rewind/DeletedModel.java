package org.tidelock.app.ui.rewind;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
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

/// Everything that was deleted and can be brought back, and what of it is searched. A model without nodes, for the JavaFX thread.
public final class DeletedModel {
  private static final long TYPING_PAUSE_MILLIS = 150;

  private final PageContext context;
  private final NewsPace pace;
  private final ObservableList<FileEntry> entries = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private List<FileEntry> all = List.of();
  private String text = "";
  private boolean shown;
  private boolean stale;
  private TaskRunner.@Nullable Handle running;

  private record Answer(List<FileEntry> all, List<FileEntry> fitting) {}

  public DeletedModel(PageContext context) {
    this.context = context;
    this.pace = new NewsPace(context.ui().clock());
    context.model().recent().addListener((ListChangeListener<Activity>) _ -> news());
  }

  /// Those that fit the text, newest first.
  public ObservableList<FileEntry> entries() {
    return entries;
  }

  /// Of all of them.
  public ReadOnlyIntegerProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty loadingProperty() {
    return loading.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public String text() {
    return text;
  }

  public void shown() {
    shown = true;
    load(0, true);
  }

  public void hidden() {
    shown = false;
    stop();
  }

  public void search(String typed) {
    var wanted = typed.strip().toLowerCase(Locale.ROOT);
    if (!wanted.equals(text)) {
      text = wanted;
      load(TYPING_PAUSE_MILLIS, all.isEmpty());
    }
  }

  public void reload() {
    load(0, true);
  }

  /// @param asked whether the vault is asked again, or only what is known is looked through
  private void load(long pauseMillis, boolean asked) {
    stop();
    stale = false;
    if (!shown) {
      return;
    }
    loading.set(all.isEmpty());
    var wanted = text;
    var known = all;
    running =
        context
            .ui()
            .tasks()
            .<Answer>run(
                () -> {
                  Thread.sleep(pauseMillis);
                  var found = asked ? pace.measured(() -> context.vault().listDeleted("")) : known;
                  return new Answer(found, fitting(found, wanted));
                },
                this::answered,
                this::failed);
  }

  private static List<FileEntry> fitting(List<FileEntry> found, String text) {
    return text.isEmpty()
        ? found
        : found.stream()
            .filter(entry -> entry.path().toLowerCase(Locale.ROOT).contains(text))
            .toList();
  }

  private void answered(Answer answer) {
    running = null;
    loading.set(false);
    problem.set(Optional.empty());
    all = answer.all();
    count.set(all.size());
    if (!entries.equals(answer.fitting())) {
      entries.setAll(answer.fitting());
    }
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
      load(pace.pauseMillis(), true);
    }
  }

  private void stop() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }
}
