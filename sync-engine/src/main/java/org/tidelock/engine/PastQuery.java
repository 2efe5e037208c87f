package org.tidelock.engine;

import java.time.Instant;

/// What is asked of a past time.
///
/// @param folder a vault path; `""` is the top
/// @param text only names that contain it, ignoring case; empty for all
/// @param limit gives so many entries at most; the counts are of all
public record PastQuery(String folder, Instant at, Scope scope, String text, int limit) {
  /// How deep, and which.
  public enum Scope {
    /// What is directly in the folder.
    CHILDREN,
    /// Everything below it.
    BELOW,
    /// Everything below it that is not the same now.
    DIFFERING
  }
}
