package org.tidelock.app.ui;

import java.util.Optional;

/// A page, and what on it is meant.
///
/// @param path a vault path, for pages that show files; the id of an issue for that of the issues
public record Destination(PageId page, Optional<String> path) {
  public static Destination of(PageId page) {
    return new Destination(page, Optional.empty());
  }
}
