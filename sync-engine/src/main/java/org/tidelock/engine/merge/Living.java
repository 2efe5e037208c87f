package org.tidelock.engine.merge;

import java.util.List;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;

/// Where a version is: at the node on which it was set, or at that of its conflict copy if somebody has made that real.
public final class Living {
  private Living() {}

  /// The nodes, dead ones too, of which it is a live version; none if it was replaced.
  public static List<Node> holders(MergeState state, ContentVersion version) {
    return List.of(version.node(), Nodes.copyOf(version.node(), version.id())).stream()
        .flatMap((NodeId id) -> state.node(id).stream())
        .filter(node -> node.versions().stream().anyMatch(v -> v.id().equals(version.id())))
        .toList();
  }
}
