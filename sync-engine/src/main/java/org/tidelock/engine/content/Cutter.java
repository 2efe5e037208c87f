package org.tidelock.engine.content;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the end of a chunk: FastCDC with normalised chunking (Xia et al., "The Design of Fast Content Defined Chunking", IEEE TPDS
/// 2020), with a secret gear table and secret mask positions, both from the file's lineage key: whoever sees sizes cannot tell known
/// content, and cuts of one file say nothing about another's (attacks F01). Pure and thread-safe.
final class Cutter {
  /// How many mask bits more below the average length, and fewer above it. With 2, as the paper has it, cuts take longer to meet again after an edit
  /// (decision 0089).
  private static final int NORMALISATION = 1;

  /// A bit below this position would depend on so few bytes that runs of equal bytes decide it.
  private static final int LOWEST_BIT = 16;

  private final long[] gear;
  private final ChunkClass limits;
  private final long rare;
  private final long frequent;

  Cutter(long[] gear, ChunkClass limits) {
    if (gear.length != 256) throw new IllegalArgumentException("a gear table has 256 entries");
    this.gear = gear.clone();
    this.limits = limits;
    int bits = Integer.numberOfTrailingZeros(Math.max(1, limits.average()));
    this.rare = mask(gear, bits + NORMALISATION);
    this.frequent = mask(gear, Math.max(0, bits - NORMALISATION));
  }

  /// The first `bits` of the positions 16..63, ordered by the gear table's entries of the same index (unsigned).
  static long mask(long[] gear, int bits) {
    return IntStream.range(LOWEST_BIT, Long.SIZE)
        .boxed()
        .sorted(Comparator.comparing((Integer p) -> gear[p], Long::compareUnsigned))
        .limit(bits)
        .collect(Collectors.reducing(0L, p -> 1L << p, (a, b) -> a | b));
  }

  ChunkClass limits() {
    return limits;
  }

  /// Starts looking for the end of one chunk.
  Scan scan() {
    return new Scan();
  }

  /// The search for the end of one chunk, which goes on as bytes arrive, so that no byte is hashed twice.
  final class Scan {
    private long hash;
    private int scanned = limits.min();

    /// The length of the chunk that begins at `from`, or -1 if that needs more than these bytes. Between calls the bytes may move
    /// together; `last` says that no more will come.
    int end(byte[] data, int from, int available, boolean last) {
      int end = Math.min(available, limits.max());
      int found = scan(data, from, end);
      if (found >= 0) return found;
      return last || end == limits.max() ? end : -1;
    }

    private int scan(byte[] data, int from, int end) {
      long[] g = gear;
      long h = hash;
      int i = from + scanned;
      int normal = from + Math.min(end, limits.average());
      int stop = from + end;
      for (long m = rare; i < normal; i++) {
        h = (h << 1) + g[data[i] & 0xff];
        if ((h & m) == 0) return i + 1 - from;
      }
      for (long m = frequent; i < stop; i++) {
        h = (h << 1) + g[data[i] & 0xff];
        if ((h & m) == 0) return i + 1 - from;
      }
      hash = h;
      scanned = i - from;
      return -1;
    }
  }
}
