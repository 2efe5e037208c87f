package org.tidelock.engine;

import java.time.Instant;

/// One line of what happened. `device` is the device whose change it was; `detail` is a plain sentence part, often empty.
public record Activity(
    long id,
    Instant time,
    Kind kind,
    String path,
    String device,
    boolean thisDevice,
    long size,
    String detail) {
  /// What happened. Not every kind is used yet.
  public enum Kind {
    SENT,
    RECEIVED,
    RENAMED,
    DELETED,
    CONFLICT,
    RESTORED,
    SKIPPED,
    CHECKED,
    DEVICE,
    SECURITY
  }
}
