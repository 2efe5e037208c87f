package org.tidelock.engine.status;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.tidelock.engine.Issue;
import org.tidelock.engine.learn.Doubts;

/// Which of what is open keeps one thing from being synced: what is about it, about a folder that it is in, or about the vault as a whole. What waits for an
/// answer is asked about row by row, and what is only to be known (a new device, a kit that is not confirmed) keeps nothing.
///
/// @param places what the thing is called, in the vault and on this disk
/// @param folder of the file system in which it lies: the vault's, or one that lies elsewhere
record OpenAbout(List<Issue> issues, Set<String> places, Path folder) {
  /// That the watch tells nothing, and that what a checkpoint told is not borne out.
  private static final Set<String> OF_ALL = Set.of("LOC-08", "LOC-18", "SYN-11");

  List<Issue> itself() {
    return issues.stream()
        .filter(i -> !isOfAll(i) && i.path().filter(places::contains).isPresent())
        .toList();
  }

  List<Issue> above() {
    return issues.stream()
        .filter(i -> !isOfAll(i) && i.path().filter(this::isAbove).isPresent())
        .toList();
  }

  List<Issue> ofAll() {
    return issues.stream().filter(OpenAbout::isOfAll).toList();
  }

  private boolean isAbove(String path) {
    return path.equals(folder.toString())
        || places.stream().anyMatch(place -> place.startsWith(path + "/"));
  }

  private static boolean isOfAll(Issue issue) {
    return LastFailure.isAny(issue)
        || Doubts.is(issue)
        || issue.kind() == Issue.Kind.STORAGE
        || OF_ALL.contains(issue.code());
  }
}
