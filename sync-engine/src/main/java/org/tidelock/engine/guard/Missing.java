package org.tidelock.engine.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.plan.Action.Location;

/// What is gone, as a scan found it.
///
/// @param asked may have to wait
/// @param replaced something else was put in its place, or in that of a folder that it was in. That is no mistake, and if it waited, both would be in one
///     place
record Missing(Scan scan, List<BaseRow> asked, Set<NodeId> replaced) {
  /// @param slots as in [org.tidelock.engine.plan.Projection#slot]
  static Missing in(Scan scan, UnaryOperator<String> slots) {
    List<BaseRow> gone = new ArrayList<>();
    Set<Location> taken = new HashSet<>();
    for (Difference difference : scan.differences()) {
      if (difference instanceof Difference.Gone g) gone.add(g.row());
      difference
          .onDisk()
          .filter(f -> f.parent() instanceof Difference.Parent.Known)
          .ifPresent(
              f ->
                  taken.add(at(((Difference.Parent.Known) f.parent()).id(), f.localName(), slots)));
    }
    Set<NodeId> replaced = new HashSet<>();
    // Folders come after what is in them.
    for (BaseRow row : gone.reversed())
      if (replaced.contains(row.entry().parent())
          || taken.contains(at(row.entry().parent(), row.entry().localName(), slots)))
        replaced.add(row.entry().id());
    List<BaseRow> asked = new ArrayList<>(gone);
    asked.removeIf(row -> replaced.contains(row.entry().id()));
    return new Missing(scan, asked, replaced);
  }

  private static Location at(NodeId folder, String name, UnaryOperator<String> slots) {
    return new Location(folder, name).slot(slots);
  }

  /// The scan without the removals that wait.
  Scan without(Set<NodeId> waiting) {
    List<Difference> rest = new ArrayList<>();
    for (Difference difference : scan.differences())
      if (!(difference instanceof Difference.Gone g)
          || !waiting.contains(g.row().entry().id())
          || replaced.contains(g.row().entry().id())) rest.add(difference);
    return rest.size() == scan.differences().size() ? scan : scan.with(rest);
  }
}
