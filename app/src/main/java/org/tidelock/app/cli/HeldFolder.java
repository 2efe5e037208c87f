package org.tidelock.app.cli;

import java.util.Optional;
import org.tidelock.engine.Issue;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.Status;

/// The synced folder, when its marker is gone or everything in it: it waits for an answer as removals do.
///
/// @param files of the vault, which this device last had in it
record HeldFolder(Issue issue, long files, long bytes) {
  static final RestoreRequest EVERYTHING =
      new RestoreRequest("", Optional.empty(), Optional.empty(), Optional.empty());

  private static final String ID = "folder";
  private static final String UNMARKED = "LOC-15";
  private static final String EMPTIED = "LOC-16";

  static Optional<HeldFolder> of(Status status) {
    return status.issues().stream()
        .filter(issue -> issue.code().equals(UNMARKED) || issue.code().equals(EMPTIED))
        .findFirst()
        .map(issue -> new HeldFolder(issue, status.files(), status.bytes()));
  }

  static boolean is(Optional<String> id) {
    return id.filter(ID::equals).isPresent();
  }

  Json json() {
    return Json.object()
        .put("id", ID)
        .put("kind", issue.code().equals(UNMARKED) ? "folder-unmarked" : "folder-emptied")
        .put("folder", "")
        .put("count", files)
        .put("bytes", bytes)
        .put("since", issue.since());
  }

  String line() {
    return ID + ": " + Words.shown(issue.title() + " " + issue.body());
  }
}
