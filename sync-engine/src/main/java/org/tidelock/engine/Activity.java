package org.tidelock.engine;

import java.time.Instant;

/// One line of what happened. `device` is the device whose change it was.
///
/// @param detail what a kind has to add, without words: the earlier path of what was renamed, the path of a conflict copy, how many went with a deleted
///     folder, how many items were changed back (the path is the folder that they are in, the device the one whose changes were undone), the folder that something was not moved to, as that had been moved into it at the same time (the path is where it is, the device the one that had moved it), how many objects a check found damaged or missing; empty where there is nothing to add
public record Activity(
    long id,
    Instant time,
    Kind kind,
    String path,
    String device,
    boolean thisDevice,
    long size,
    String detail) {
  /// What happened.
  public enum Kind {
    SENT,
    RECEIVED,
    RENAMED,
    DELETED,
    CONFLICT,
    RESTORED,
    UNDONE,
    STAYED,
    CHECKED,
    DEVICE
  }
}
