package org.tidelock.engine.history;

/// One chunk of a file, in order. `length` is the chunk's plaintext length in bytes, 1 to 16 MiB.
public record ChunkRef(ChunkId id, int length) {}
