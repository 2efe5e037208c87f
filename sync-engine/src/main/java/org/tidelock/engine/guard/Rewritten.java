package org.tidelock.engine.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.Scan;

/// A file of which a scan found that its bytes may be others now, in its place or after a rename.
record Rewritten(BaseRow row, Difference.Found found) {
  static List<Rewritten> in(Scan scan) {
    List<Rewritten> all = new ArrayList<>();
    for (Difference difference : scan.differences()) of(difference).ifPresent(all::add);
    return all;
  }

  static Optional<Rewritten> of(Difference difference) {
    return switch (difference) {
      case Difference.Changed c -> of(c.row(), c.found());
      case Difference.Moved m -> of(m.row(), m.found());
      case Difference.New _, Difference.Renumbered _, Difference.Stranded _, Difference.Gone _ ->
          Optional.empty();
    };
  }

  private static Optional<Rewritten> of(BaseRow row, Difference.Found found) {
    boolean file =
        row.entry().kind() == NodeKind.FILE
            && found.fingerprint().kind() == Fingerprint.Kind.FILE
            && found.parent() instanceof Difference.Parent.Known;
    boolean same = !row.racy() && found.fingerprint().hasSameBytes(row.fingerprint());
    return file && !same ? Optional.of(new Rewritten(row, found)) : Optional.empty();
  }

  /// No byte need be another.
  boolean looksAsSeen() {
    return found.fingerprint().hasSameBytes(row.fingerprint());
  }

  NodeId id() {
    return row.entry().id();
  }

  /// The scan without those of these.
  static Scan without(Scan scan, Set<NodeId> waiting) {
    if (waiting.isEmpty()) return scan;
    List<Difference> rest = new ArrayList<>();
    for (Difference difference : scan.differences())
      if (of(difference).filter(r -> waiting.contains(r.id())).isEmpty()) rest.add(difference);
    return rest.size() == scan.differences().size() ? scan : scan.with(rest);
  }

  static Set<NodeId> ids(List<Rewritten> all) {
    Set<NodeId> ids = new HashSet<>();
    all.forEach(r -> ids.add(r.id()));
    return ids;
  }
}
