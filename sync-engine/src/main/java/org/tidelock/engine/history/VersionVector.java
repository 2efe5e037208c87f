package org.tidelock.engine.history;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.crypto.WriterId;

/// How many segments of each writer are known: `seen(w) > seq` says that segment `seq` of `w` is. Immutable; iterates in writer order.
public record VersionVector(SortedMap<WriterId, Long> counts) {
  public static final VersionVector EMPTY = new VersionVector(new TreeMap<>());

  public VersionVector {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    for (Map.Entry<WriterId, Long> e : counts.entrySet())
      if (e.getValue() < 1)
        throw new IllegalArgumentException("a vector entry counts at least one segment");
  }

  /// The number of segments of this writer that are known; 0 if none.
  public long seen(WriterId writer) {
    return counts.getOrDefault(writer, 0L);
  }

  public boolean covers(OpId op) {
    return seen(op.writer()) > op.seq();
  }

  public boolean covers(VersionVector other) {
    return other.counts.entrySet().stream().allMatch(e -> seen(e.getKey()) >= e.getValue());
  }

  public VersionVector with(WriterId writer, long count) {
    TreeMap<WriterId, Long> next = new TreeMap<>(counts);
    next.merge(writer, count, Math::max);
    return new VersionVector(next);
  }
}
