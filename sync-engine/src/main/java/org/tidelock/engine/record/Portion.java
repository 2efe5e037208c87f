package org.tidelock.engine.record;

import java.util.ArrayList;
import java.util.List;
import org.tidelock.engine.local.Difference;

/// What shall become one commit. How large that gets is only estimated before, so it may turn out not to fit.
///
/// @param there in their order
/// @param gone what is below others first
record Portion(List<Difference> there, List<Deletions.Group> gone) {
  Portion {
    there = List.copyOf(there);
    gone = List.copyOf(gone);
  }

  boolean isDivisible() {
    return there.size() + gone.size() > 1;
  }

  /// The same in two commits, the first one first. Nothing is deleted before what was moved out of it.
  List<Portion> halves() {
    if (!isDivisible()) throw new IllegalStateException("one thing is not divided");
    List<Portion> halves = new ArrayList<>();
    if (!there.isEmpty() && !gone.isEmpty()) {
      boolean moves = Differences.haveMoves(there);
      halves.add(new Portion(List.of(), gone));
      halves.add(moves ? 0 : 1, new Portion(there, List.of()));
    } else {
      halves.add(new Portion(first(there), first(gone)));
      halves.add(new Portion(rest(there), rest(gone)));
    }
    return halves;
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, all.size() / 2);
  }

  private static <T> List<T> rest(List<T> all) {
    return all.subList(all.size() / 2, all.size());
  }
}
