package org.tidelock.engine.plan;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.merge.Target;

/// What this device last made equal to the merged tree: one row of the base. Its fingerprint is kept beside it, by `id`.
///
/// @param id [org.tidelock.engine.merge.Entry#id]
/// @param nodes [org.tidelock.engine.merge.Entry#nodes]
/// @param parent the id of the base row of its folder, or the root
/// @param localName the name on this disk
/// @param placed [org.tidelock.engine.merge.Entry#placed]
public record BaseEntry(
    NodeId id,
    List<NodeId> nodes,
    NodeId parent,
    String localName,
    NodeKind kind,
    Optional<OpId> version,
    Optional<ContentId> content,
    Optional<Attributes> attributes,
    Optional<OpOrder> placed) {
  public BaseEntry {
    nodes = List.copyOf(nodes);
  }

  /// What a local action on this row was made against.
  public Target target() {
    return new Target(id, nodes, version, placed);
  }
}
