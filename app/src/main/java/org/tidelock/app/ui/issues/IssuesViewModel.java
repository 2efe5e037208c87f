package org.tidelock.app.ui.issues;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.engine.Issue;

/// The open issues in groups. An issue leaves only when it is solved, so there is nothing to dismiss.
public final class IssuesViewModel {
  /// One line of the list.
  public sealed interface Line {
    record Heading(Issue.Kind kind) implements Line {}

    record Item(Issue issue) implements Line {}
  }

  private static final Comparator<Issue> MOST_SEVERE =
      Comparator.comparing(Issue::severity).thenComparing(Issue::kind).thenComparing(Issue::since);

  private final PageContext context;
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private boolean shown;

  public IssuesViewModel(PageContext context) {
    this.context = context;
    context
        .model()
        .statusProperty()
        .addListener(
            (_, before, now) -> {
              if (shown && !before.issues().equals(now.issues())) {
                ask();
              }
            });
  }

  public ObservableList<Line> lines() {
    return lines;
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public void shown() {
    shown = true;
    ask();
  }

  public void hidden() {
    shown = false;
  }

  private void ask() {
    context
        .ui()
        .tasks()
        .<List<Issue>>run(
            context.vault()::issues,
            this::show,
            failure -> problem.set(Optional.of(context.problem(failure))));
  }

  private void show(List<Issue> issues) {
    problem.set(Optional.empty());
    var made = grouped(issues);
    if (!lines.equals(made)) {
      lines.setAll(made);
    }
  }

  /// Groups in the order of their most severe issue.
  static List<Line> grouped(List<Issue> issues) {
    var sorted = issues.stream().sorted(MOST_SEVERE).toList();
    var made = new ArrayList<Line>();
    for (var kind : sorted.stream().map(Issue::kind).distinct().toList()) {
      made.add(new Line.Heading(kind));
      sorted.stream().filter(issue -> issue.kind() == kind).map(Line.Item::new).forEach(made::add);
    }
    return made;
  }
}
