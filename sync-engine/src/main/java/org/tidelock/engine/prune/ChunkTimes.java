package org.tidelock.engine.prune;

import java.util.Arrays;

/// How long chunks are needed, by the beginnings of their ids. These are random, so two chunks share one hardly ever; then both count as needed as long as either.
/// Small: a vault of 1 TiB has a million.
final class ChunkTimes {
  private static final long NONE = Long.MIN_VALUE;

  private long[] ids = new long[1 << 10];
  private long[] until = none(1 << 10);
  private int size;

  private static long[] none(int length) {
    long[] times = new long[length];
    Arrays.fill(times, NONE);
    return times;
  }

  /// At least so long.
  void need(long id, long time) {
    if (size * 2 > ids.length) grow();
    int at = slot(id);
    if (until[at] == NONE) {
      ids[at] = id;
      size++;
    }
    until[at] = Math.max(until[at], time);
  }

  /// @return [Long#MIN_VALUE] if nothing needs it
  long of(long id) {
    return until[slot(id)];
  }

  private int slot(long id) {
    int mask = ids.length - 1;
    int at = (int) (id ^ (id >>> 32)) & mask;
    while (until[at] != NONE && ids[at] != id) at = (at + 1) & mask;
    return at;
  }

  private void grow() {
    long[] oldIds = ids;
    long[] oldUntil = until;
    ids = new long[oldIds.length * 2];
    until = none(ids.length);
    size = 0;
    for (int i = 0; i < oldIds.length; i++) if (oldUntil[i] != NONE) need(oldIds[i], oldUntil[i]);
  }
}
