package org.tidelock.engine.content;

/// A place for a chunk's plaintext: `file` is the caller's number of a file, `offset` the position in it, in bytes.
public record ChunkTarget(int file, long offset) {}
