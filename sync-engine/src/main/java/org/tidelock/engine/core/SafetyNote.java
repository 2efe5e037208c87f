package org.tidelock.engine.core;

import java.time.InstantSource;
import java.util.Optional;
import org.tidelock.engine.Issue;
import org.tidelock.engine.index.IssueTable;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Title;

/// What is wrong with the storage and found beside the rounds: one issue, as long as it lasts.
///
/// @param id of the issue
record SafetyNote(IssueTable issues, InstantSource clock, String id, Title title) {
  private static final String DAMAGED_OR_MISSING = "STO-05";

  void tell(Said body, Optional<String> object) {
    issues.put(
        new Issue(
            id,
            Issue.Severity.ATTENTION,
            Issue.Kind.SAFETY,
            DAMAGED_OR_MISSING,
            title.of(),
            body,
            object,
            clock.instant()));
  }

  void isOver() {
    if (issues.all().stream().anyMatch(issue -> issue.id().equals(id))) issues.remove(id);
  }
}
