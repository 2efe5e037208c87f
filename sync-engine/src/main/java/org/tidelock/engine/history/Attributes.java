package org.tidelock.engine.history;

import java.time.Instant;

/// What is synced beside the bytes: the time of the last modification (microseconds) and whether the owner may execute the file.
/// Last writer wins per field; attributes never keep a node alive and never make a conflict.
public record Attributes(Instant modified, boolean executable) {}
