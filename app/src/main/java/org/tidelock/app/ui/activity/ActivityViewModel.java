package org.tidelock.app.ui.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
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
import org.tidelock.engine.DeviceInfo;

/// The list of what happened, newest first and grouped by day. Asks the vault for pages as the list is scrolled; the filter works on
/// what is there and lets more come until a screen is full.
public final class ActivityViewModel {
  /// One line of the list.
  public sealed interface Line {
    record Day(String name) implements Line {}

    record Event(Activity activity) implements Line {}
  }

  private static final int PAGE = 200;
  private static final int SCREEN = 40;
  private static final int KEPT_WHILE_HIDDEN = 1000;

  private final PageContext context;
  private final List<Activity> loaded = new ArrayList<>();
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private final ObservableList<String> devices = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
  private ActivityFilter filter = ActivityFilter.NONE;
  private boolean complete;
  private boolean shown;
  private int wanted = SCREEN;
  private @Nullable LocalDate lastDay;
  private TaskRunner.@Nullable Handle running;

  public ActivityViewModel(PageContext context) {
    this.context = context;
    context
        .model()
        .recent()
        .addListener(
            (ListChangeListener<Activity>)
                change -> {
                  while (change.next()) {
                    if (change.wasAdded()) {
                      arrived(change.getAddedSubList());
                    }
                  }
                });
  }

  public ObservableList<Line> lines() {
    return lines;
  }

  /// Names of the vault's devices, for the filter.
  public ObservableList<String> devices() {
    return devices;
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty loadingProperty() {
    return loading.getReadOnlyProperty();
  }

  public ActivityFilter filter() {
    return filter;
  }

  public void filter(ActivityFilter changed) {
    filter = changed;
    wanted = SCREEN;
    rebuild();
    loadIfWanted();
  }

  public void shown() {
    shown = true;
    wanted = SCREEN;
    rebuild();
    loadIfWanted();
    context
        .ui()
        .tasks()
        .<List<DeviceInfo>>run(
            context.vault()::devices,
            found -> devices.setAll(found.stream().map(DeviceInfo::name).distinct().toList()),
            failure -> problem.set(Optional.of(context.problem(failure))));
  }

  public void hidden() {
    shown = false;
    if (running != null) {
      running.cancel();
      running = null;
    }
    loading.set(false);
    if (loaded.size() > KEPT_WHILE_HIDDEN) {
      loaded.subList(PAGE, loaded.size()).clear();
      complete = false;
    }
    lines.clear();
  }

  /// The end of the list has come near.
  public void more() {
    wanted = lines.size() + SCREEN;
    loadIfWanted();
  }

  private void loadIfWanted() {
    if (!shown || complete || running != null || lines.size() >= wanted) {
      return;
    }
    Optional<Long> before =
        loaded.isEmpty() ? Optional.empty() : Optional.of(loaded.getLast().id());
    loading.set(true);
    running =
        context
            .ui()
            .tasks()
            .<List<Activity>>run(
                () -> context.vault().activity(PAGE, before), this::older, this::failed);
  }

  private void older(List<Activity> page) {
    running = null;
    loading.set(false);
    problem.set(Optional.empty());
    complete = page.size() < PAGE;
    loaded.addAll(page);
    append(page);
    arrived(context.model().recent());
    loadIfWanted();
  }

  private void failed(Exception failure) {
    running = null;
    loading.set(false);
    problem.set(Optional.of(context.problem(failure)));
  }

  private void arrived(Collection<? extends Activity> news) {
    if (loaded.isEmpty() && !complete) {
      // The first page was not there yet; when it comes, the recent ones are put in front of it.
      return;
    }
    long newest = loaded.isEmpty() ? Long.MIN_VALUE : loaded.getFirst().id();
    var fresh = news.stream().filter(one -> one.id() > newest).toList();
    loaded.addAll(0, fresh);
    if (shown && !fresh.isEmpty()) {
      rebuild();
    }
  }

  private void rebuild() {
    lastDay = null;
    lines.setAll(lines(loaded));
  }

  private void append(List<Activity> page) {
    lines.addAll(lines(page));
  }

  private List<Line> lines(List<Activity> activities) {
    var made = new ArrayList<Line>();
    for (var activity : activities) {
      if (filter.test(activity)) {
        var day = day(activity.time());
        if (!day.equals(lastDay)) {
          made.add(new Line.Day(context.formats().day(activity.time())));
          lastDay = day;
        }
        made.add(new Line.Event(activity));
      }
    }
    return made;
  }

  private LocalDate day(Instant time) {
    return time.atZone(context.ui().clock().getZone()).toLocalDate();
  }
}
