package org.tidelock.engine.core;

import java.time.InstantSource;
import java.util.Optional;
import org.tidelock.engine.Issue;
import org.tidelock.engine.index.IssueTable;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Title;

/// What is wrong with the storage, or with the second copy, and found beside the rounds: one issue, as long as it lasts.
///
/// @param id of the issue
/// @param code of it
record SafetyNote(IssueTable issues, InstantSource clock, String id, String code, Title title) {
  private static final String DAMAGED_OR_MISSING = "STO-05";

  SafetyNote(IssueTable issues, InstantSource clock, String id, Title title) {
    this(issues, clock, id, DAMAGED_OR_MISSING, title);
  }

  void tell(Said body, Optional<String> object) {
    tell(Issue.Severity.ATTENTION, body, object);
  }

  void tell(Issue.Severity severity, Said body, Optional<String> object) {
    issues.put(
        new Issue(
            id, severity, Issue.Kind.SAFETY, code, title.of(), body, object, clock.instant()));
  }

  void isOver() {
    if (issues.all().stream().anyMatch(issue -> issue.id().equals(id))) issues.remove(id);
  }
}
