package org.tidelock.engine.guard;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
  static Missing in(Scan scan) {
    List<BaseRow> gone = new ArrayList<>();
    Set<Location> taken = new HashSet<>();
    for (Difference difference : scan.differences()) {
      if (difference instanceof Difference.Gone g) gone.add(g.row());
      difference
          .onDisk()
          .filter(f -> f.parent() instanceof Difference.Parent.Known)
          .ifPresent(
              f -> taken.add(slot(((Difference.Parent.Known) f.parent()).id(), f.localName())));
    }
    Set<NodeId> replaced = new HashSet<>();
    // Folders come after what is in them.
    for (BaseRow row : gone.reversed())
      if (replaced.contains(row.entry().parent())
          || taken.contains(slot(row.entry().parent(), row.entry().localName())))
        replaced.add(row.entry().id());
    List<BaseRow> asked = new ArrayList<>(gone);
    asked.removeIf(row -> replaced.contains(row.entry().id()));
    return new Missing(scan, asked, replaced);
  }

  /// Some file systems take two spellings for one name.
  private static Location slot(NodeId folder, String name) {
    return new Location(
        folder, Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
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
