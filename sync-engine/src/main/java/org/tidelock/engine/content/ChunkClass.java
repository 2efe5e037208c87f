package org.tidelock.engine.content;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.ChunkRef;

/// How a file is cut, by its size. Limits in bytes; see docs/vault-format.md.
public enum ChunkClass {
  /// One chunk for the whole file, which has at most 2 MiB.
  SINGLE(2 << 20, 2 << 20, 2 << 20, 0, 1L << 20),
  /// 256 KiB, 1 MiB, 4 MiB.
  MEDIUM(256 << 10, 1 << 20, 4 << 20, 1L << 20, 2L << 30),
  /// Four times that.
  LARGE(1 << 20, 4 << 20, 16 << 20, 2L << 30, Long.MAX_VALUE / 4);

  private final int min;
  private final int average;
  private final int max;
  private final long above;
  private final long upTo;

  ChunkClass(int min, int average, int max, long above, long upTo) {
    this.min = min;
    this.average = average;
    this.max = max;
    this.above = above;
    this.upTo = upTo;
  }

  /// No chunk but the last of a file is shorter.
  public int min() {
    return min;
  }

  /// Where the cutter changes from the rare to the frequent condition; a power of two, the expected length lies a little above.
  public int average() {
    return average;
  }

  /// No chunk is longer.
  public int max() {
    return max;
  }

  /// The class of a new file.
  public static ChunkClass of(long size) {
    for (ChunkClass c : values()) if (size <= c.upTo) return c;
    return LARGE;
  }

  /// The class of a new version: the previous one until the file is more than twice above or less than half below its limits, so
  /// that a file that hovers around a limit is not cut anew each time.
  public static ChunkClass next(Optional<ChunkClass> previous, long size) {
    return previous
        .filter(c -> size <= 2 * c.upTo && size >= c.above / 2)
        .orElseGet(() -> of(size));
  }

  /// The class that a version was cut with, told from its chunks: a device that has the bytes must cut them as the author did.
  /// Where the chunks fit two classes, both cut these bytes alike.
  public static ChunkClass of(List<ChunkRef> chunks, long size) {
    if (chunks.size() <= 1)
      return size <= SINGLE.max
          ? of(Math.min(size, SINGLE.upTo))
          : size <= MEDIUM.max ? MEDIUM : LARGE;
    for (ChunkRef c : chunks.subList(0, chunks.size() - 1)) {
      if (c.length() < LARGE.min) return MEDIUM;
      if (c.length() > MEDIUM.max) return LARGE;
    }
    return of(Math.max(size, MEDIUM.above + 1));
  }
}
