package org.tidelock.engine;

import java.util.Optional;

/// Something of the vault as it was at a time, beside what has become of it.
///
/// @param entry as it was then, or, if it is [Since#LATER], as it is now; how it stands on this device is not told
/// @param now what is in its place now, or where it is if it was moved; empty if it is gone
public record PastEntry(FileEntry entry, Since since, Optional<FileEntry> now) {
  /// What has become of it since then. A folder counts as the same as long as a folder is there.
  public enum Since {
    /// Content and attributes are the same.
    SAME,
    /// Something else is in its place, or another version of it.
    CHANGED,
    /// It is elsewhere, perhaps changed as well, or has another name.
    MOVED,
    GONE,
    /// It was not there then.
    LATER
  }
}
