package org.tidelock.engine.checkpoint;

/// When a checkpoint is worth writing: when reading what lies behind the newest one costs more than twice what reading a new one would, and a little more.
final class Due {
  static final long REQUEST = 256 << 10;
  private static final long LEAST = 16 << 20;
  private static final long PART = 1 << 20;

  private Due() {}

  /// @param segments that a newcomer would read after the newest checkpoint, of `bytes` in all
  /// @param writers of each of which it reads two segments to make sure
  /// @param state bytes that a new checkpoint would have
  static boolean isDue(long segments, long bytes, long writers, long state) {
    long behind = bytes + segments * REQUEST;
    long parts = Math.ceilDiv(state, PART);
    long reading = state + (2 + parts + 2 * writers) * REQUEST;
    return behind > 2 * reading + LEAST;
  }
}
