package org.tidelock.engine.history;

import org.tidelock.crypto.Hash256;

/// HMAC-SHA256 under the lineage's chunk-id key over a chunk's plaintext.
public record ChunkId(Hash256 value) implements Comparable<ChunkId> {
  public static ChunkId of(byte[] bytes) {
    return new ChunkId(Hash256.of(bytes));
  }

  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(ChunkId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
