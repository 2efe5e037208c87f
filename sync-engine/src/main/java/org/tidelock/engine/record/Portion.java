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

  /// The same in two commits, the first one first; one, if it cannot be divided. Nothing is deleted before what was moved out of it.
  List<Portion> halves() {
    List<Portion> halves = new ArrayList<>();
    if (!there.isEmpty() && !gone.isEmpty()) {
      boolean moves = there.stream().anyMatch(Difference.Moved.class::isInstance);
      halves.add(new Portion(List.of(), gone));
      halves.add(moves ? 0 : 1, new Portion(there, List.of()));
    } else if (there.size() + gone.size() > 1) {
      halves.add(new Portion(first(there), first(gone)));
      halves.add(new Portion(rest(there), rest(gone)));
    } else halves.add(this);
    return halves;
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, all.size() / 2);
  }

  private static <T> List<T> rest(List<T> all) {
    return all.subList(all.size() / 2, all.size());
  }
}
