package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A writer's segment: of a removed device the last one that still counts, or the newest one that somebody knew.
public record Cut(WriterId writer, long seq, Hash256 hash) {
  private static final int MOST = 4096;

  static List<CborMap> encode(List<Cut> cuts) {
    return cuts.stream()
        .sorted(Comparator.comparing(Cut::writer))
        .map(c -> new CborMap().put(0, c.writer.bytes()).put(1, c.seq).put(2, c.hash.bytes()))
        .toList();
  }

  /// By writer, each once.
  static List<Cut> read(CborMap map, int key) throws IntegrityException, UnsupportedException {
    List<Cut> cuts = new ArrayList<>();
    for (CborMap c : map.maps(key, MOST)) {
      c.knowsUpTo(2);
      Cut cut = new Cut(new WriterId(c.id(0)), c.uint64(1), c.hash(2));
      if (!cuts.isEmpty() && cuts.getLast().writer.compareTo(cut.writer) >= 0)
        throw new IntegrityException("cuts out of order");
      cuts.add(cut);
    }
    return cuts;
  }
}
