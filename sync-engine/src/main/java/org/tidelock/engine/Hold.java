package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;

/// Removals, or rewrites that look like encryption, which wait for a person's answer because they are so many. Everything else is synced.
///
/// @param id for [Vault#answer]; another one as soon as more has to wait, so that an answer is for what was shown
/// @param folder the folder that all of it lies in, as a vault path; empty for the top
/// @param files how many files wait
/// @param bytes their size
/// @param since when the first one began to wait
public record Hold(String id, Kind kind, String folder, long files, long bytes, Instant since) {
  /// Of the issue that tells of it; what follows is the id.
  private static final String ISSUE = "hold:";

  public static String issue(String id) {
    return ISSUE + id;
  }

  /// The id of the one that an issue tells of.
  public static Optional<String> of(Issue issue) {
    return issue.id().startsWith(ISSUE)
        ? Optional.of(issue.id().substring(ISSUE.length()))
        : Optional.empty();
  }

  public enum Kind {
    /// What is gone from this device's folder is not yet deleted on the others.
    DELETE_EVERYWHERE,
    /// What another device has deleted is not yet removed from this one's folder.
    REMOVE_HERE,
    /// What was rewritten in this device's folder has not gone to the others yet.
    REWRITE_EVERYWHERE,
    /// What another device has rewritten has not taken the place of this one's files yet.
    REWRITE_HERE
  }
}
