package org.tidelock.engine.history;

import org.tidelock.crypto.Hash256;

/// HMAC-SHA256 under K_cid over a whole file's plaintext: tells identical content across devices; never seen by the storage.
public record ContentId(Hash256 value) implements Comparable<ContentId> {
  public static ContentId of(byte[] bytes) {
    return new ContentId(Hash256.of(bytes));
  }

  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(ContentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
