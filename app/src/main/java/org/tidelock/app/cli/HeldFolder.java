package org.tidelock.app.cli;

import java.util.Optional;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Status;

/// The synced folder, when its marker is gone or everything in it: it waits for an answer as removals do.
///
/// @param files of the vault, which this device last had in it
record HeldFolder(Issue issue, long files, long bytes) {
  private static final String ID = "folder";

  static Optional<HeldFolder> of(Status status) {
    return status.issues().stream()
        .filter(
            issue ->
                issue.code().equals(Issue.FOLDER_UNMARKED)
                    || issue.code().equals(Issue.FOLDER_EMPTIED))
        .findFirst()
        .map(issue -> new HeldFolder(issue, status.files(), status.bytes()));
  }

  static boolean is(Optional<String> id) {
    return id.filter(ID::equals).isPresent();
  }

  Json json() {
    return Json.object()
        .put("id", ID)
        .put(
            "kind",
            issue.code().equals(Issue.FOLDER_UNMARKED) ? "folder-unmarked" : "folder-emptied")
        .put("folder", "")
        .put("count", files)
        .put("bytes", bytes)
        .put("since", issue.since());
  }

  String line() {
    return ID + ": " + Words.shown(issue.title() + " " + issue.body());
  }
}
