package org.tidelock.engine.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The content of a file: grows in place, and is copied only if it is changed after a copy was asked for.
final class SimBytes {
  private byte[] bytes;
  private int size;
  private boolean shared;

  SimBytes(byte[] bytes) {
    this.bytes = bytes;
    size = bytes.length;
    shared = true;
  }

  int size() {
    return size;
  }

  /// Stays as it is now.
  SimBytes copy() {
    SimBytes copy = new SimBytes(bytes);
    copy.size = size;
    shared = true;
    return copy;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /// @return how many, or -1 at the end
  int read(int position, ByteBuffer into) {
    if (position >= size) return into.hasRemaining() ? -1 : 0;
    int count = Math.min(into.remaining(), size - position);
    into.put(bytes, position, count);
    return count;
  }

  void write(int position, ByteBuffer from, int count) {
    int end = position + count;
    own(Math.max(end, size));
    from.get(bytes, position, count);
    size = Math.max(size, end);
  }

  void truncate(int length) {
    if (length >= size) return;
    own(size);
    Arrays.fill(bytes, length, size, (byte) 0); // what is between is zero when it grows again
    size = length;
  }

  private void own(int length) {
    if (length > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    else if (shared) bytes = bytes.clone();
    shared = false;
  }
}
