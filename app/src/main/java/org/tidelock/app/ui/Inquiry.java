package org.tidelock.app.ui;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.Activity;

/// What a part of a page asks the vault while it is shown: one question at a time, of which the last one wins, and anew when something has happened. For the
/// JavaFX thread.
public final class Inquiry {
  private final TaskRunner tasks;
  private final Function<Exception, Problem> problems;
  private final Runnable again;
  private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private boolean shown;
  private boolean stale;
  private TaskRunner.@Nullable Handle running;

  /// @param again asks anew, as what is shown may be another by now
  public Inquiry(PageContext context, Runnable again) {
    this(context.ui().tasks(), context.model().recent(), context::problem, again);
  }

  Inquiry(
      TaskRunner tasks,
      ObservableList<Activity> happened,
      Function<Exception, Problem> problems,
      Runnable again) {
    this.tasks = tasks;
    this.problems = problems;
    this.again = again;
    happened.addListener((ListChangeListener<Activity>) _ -> news());
  }

  /// True until there is something to show.
  public ReadOnlyBooleanProperty loadingProperty() {
    return loading.getReadOnlyProperty();
  }

  /// Why the last question has no answer.
  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public boolean isShown() {
    return shown;
  }

  public void shown() {
    shown = true;
  }

  public void hidden() {
    shown = false;
    stop();
  }

  /// Instead of the question that is open.
  ///
  /// @param pauseMillis it waits so long first, as another one may follow
  /// @param isFirst whether there is nothing to show until the answer comes
  public <T> void ask(
      long pauseMillis,
      boolean isFirst,
      TaskRunner.Work<T> question,
      Consumer<? super T> answered) {
    stop();
    loading.set(isFirst);
    run(
        () -> {
          Thread.sleep(pauseMillis);
          return question.call();
        },
        answered);
  }

  /// Something else for the same answer; to be called when the first part of it has come.
  public <T> void askAlso(TaskRunner.Work<T> question, Consumer<? super T> answered) {
    run(question, answered);
  }

  private <T> void run(TaskRunner.Work<T> question, Consumer<? super T> answered) {
    running =
        tasks.<T>run(
            question,
            answer -> {
              running = null;
              loading.set(false);
              problem.set(Optional.empty());
              answered.accept(answer);
              if (stale && running == null) {
                news();
              }
            },
            failure -> {
              running = null;
              loading.set(false);
              failed(failure);
            });
  }

  /// Shows a problem until the next answer.
  public void failed(Exception failure) {
    problem.set(Optional.of(problems.apply(failure)));
  }

  /// Something happened: asks anew, but never while a question is open.
  public void news() {
    if (!shown) {
      return;
    }
    if (running != null) {
      stale = true;
    } else {
      again.run();
    }
  }

  /// Nothing is asked any more.
  public void stop() {
    stale = false;
    if (running != null) {
      running.cancel();
      running = null;
    }
  }
}
