package org.tidelock.app.ui.issues;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;

/// The open issues in groups. An issue leaves only when it is solved, so there is nothing to dismiss.
public final class IssuesViewModel {
  /// One line of the list.
  public sealed interface Line {
    record Heading(Issue.Kind kind) implements Line {}

    /// @param inVault whether its path is a file or folder of the vault
    record Item(Issue issue, boolean inVault) implements Line {}
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
        .<List<Line>>run(
            this::read, this::show, failure -> problem.set(Optional.of(context.problem(failure))));
  }

  /// Away from the JavaFX thread.
  private List<Line> read() {
    var issues = context.vault().issues();
    Map<String, Set<String>> folders = new HashMap<>();
    Set<String> there = new HashSet<>();
    for (Issue issue : issues) {
      if (issue.path().isPresent() && isAboutAFile(issue)) {
        var path = issue.path().get();
        var folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        if (!folders.containsKey(folder)) {
          folders.put(folder, names(folder));
        }
        if (folders.get(folder).contains(path)) {
          there.add(path);
        }
      }
    }
    return grouped(issues, there);
  }

  private static boolean isAboutAFile(Issue issue) {
    return switch (issue.kind()) {
      case CONFLICT, CANNOT_SYNC -> true;
      case HELD, STORAGE, SAFETY -> false;
    };
  }

  /// Of a folder that is only on this computer, nothing.
  private Set<String> names(String folder) {
    try {
      return context.vault().list(folder, Optional.empty()).stream()
          .map(FileEntry::path)
          .collect(Collectors.toSet());
    } catch (TidelockException e) {
      return Set.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody waits for the answer any more
      return Set.of();
    }
  }

  private void show(List<Line> made) {
    problem.set(Optional.empty());
    if (!lines.equals(made)) {
      lines.setAll(made);
    }
  }

  /// Groups in the order of their most severe issue.
  static List<Line> grouped(List<Issue> issues, Set<String> inVault) {
    var sorted = issues.stream().sorted(MOST_SEVERE).toList();
    var made = new ArrayList<Line>();
    for (var kind : sorted.stream().map(Issue::kind).distinct().toList()) {
      made.add(new Line.Heading(kind));
      sorted.stream()
          .filter(issue -> issue.kind() == kind)
          .map(issue -> new Line.Item(issue, issue.path().filter(inVault::contains).isPresent()))
          .forEach(made::add);
    }
    return made;
  }
}
