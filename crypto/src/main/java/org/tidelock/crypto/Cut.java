package org.tidelock.crypto;

/// The last segment of a removed device's writer that still counts.
public record Cut(WriterId writer, long seq, Hash256 hash) {}
