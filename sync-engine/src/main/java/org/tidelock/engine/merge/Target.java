package org.tidelock.engine.merge;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;

/// What a local action was made against: an entry as it was on this disk, which may be less than the merge knows by now.
///
/// @param id [Entry#id] as written to the base
/// @param nodes [Entry#nodes] as written to the base
/// @param version the version on disk; empty for folders
/// @param placed [Entry#placed] as written to the base: a node that was moved since is not deleted; empty = do not compare
public record Target(
    NodeId id, List<NodeId> nodes, Optional<OpId> version, Optional<OpOrder> placed) {
  public Target {
    nodes = List.copyOf(nodes);
  }

  public static Target of(Entry entry) {
    return new Target(entry.id(), entry.nodes(), entry.version(), Optional.of(entry.placed()));
  }
}
