package org.tidelock.engine.undo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.LogTable.SegmentKey;

/// The commits that are to be undone.
final class Selection {
  private final List<SegmentKey> segments;
  private final Map<WriterId, Set<Long>> numbers = new HashMap<>();

  /// @param segments in an order in which each comes after everything it has seen
  Selection(List<SegmentKey> segments) {
    this.segments = new ArrayList<>(segments);
    for (SegmentKey key : segments)
      numbers.computeIfAbsent(key.writer(), _ -> new HashSet<>()).add(key.seq());
  }

  List<SegmentKey> segments() {
    return segments;
  }

  boolean has(OpId operation) {
    return has(operation.writer(), operation.seq());
  }

  boolean has(WriterId writer, long seq) {
    return numbers.getOrDefault(writer, Set.of()).contains(seq);
  }
}
