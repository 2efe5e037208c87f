package org.tidelock.engine.content;

/// Whether a vault compresses its chunks. Reading copes with both.
public enum Compression {
  OFF,
  ZSTD
}
