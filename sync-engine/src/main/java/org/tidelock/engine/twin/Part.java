package org.tidelock.engine.twin;

import java.util.List;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.PackEntry;

/// What of a commit is to be one commit of a new writer. Packs come before what is in them.
///
/// @param from the first operation of it
/// @param to the one after the last
record Part(Commit commit, List<PackEntry> packs, int from, int to) {
  Part {
    packs = List.copyOf(packs);
  }

  static Part all(Commit commit) {
    return new Part(commit, commit.packs(), 0, commit.operations().size());
  }

  boolean isDivisible() {
    return packs.size() + to - from > 1;
  }

  /// Both in their order.
  List<Part> halves() {
    if (from == to) {
      int middle = packs.size() / 2;
      return List.of(
          new Part(commit, packs.subList(0, middle), from, to),
          new Part(commit, packs.subList(middle, packs.size()), from, to));
    }
    if (!packs.isEmpty())
      return List.of(new Part(commit, packs, from, from), new Part(commit, List.of(), from, to));
    int middle = (from + to) / 2;
    return List.of(
        new Part(commit, List.of(), from, middle), new Part(commit, List.of(), middle, to));
  }
}
