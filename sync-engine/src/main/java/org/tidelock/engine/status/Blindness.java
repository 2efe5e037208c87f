package org.tidelock.engine.status;

import java.time.Instant;
import java.util.Optional;
import org.tidelock.engine.Issue;
import org.tidelock.engine.local.FolderListener.Loss;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;

/// That changes of the folder are not told while it is watched, as an issue. For information: all is synced, only later.
record Blindness(Loss why, Instant since) {
  Issue issue() {
    return switch (why) {
      case TOO_MANY_FOLDERS -> issue("LOC-08", Title.TOO_MANY_FOLDERS, Body.RAISE_LIMIT);
      case NOT_TOLD -> issue("LOC-18", Title.CHANGES_NOT_TOLD, Body.LOOKED_AT_NOW_AND_THEN);
    };
  }

  private Issue issue(String code, Title title, Body body) {
    return new Issue(
        "watch",
        Issue.Severity.INFO,
        Issue.Kind.CANNOT_SYNC,
        code,
        title.of(),
        body.of(),
        Optional.empty(),
        since);
  }
}
