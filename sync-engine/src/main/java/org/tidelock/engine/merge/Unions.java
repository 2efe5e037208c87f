package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;

/// Folders of one name in one folder are shown as one. A union is found from the root downwards, by name.
final class Unions {
  static final Comparator<Node> OLDEST_FIRST =
      Comparator.comparing(Node::kind).thenComparing(Node::born);

  private Unions() {}

  /// The folders shown as one with this one, itself included even if it is not visible; the oldest first.
  static List<NodeId> of(MergeState state, NodeId folder) {
    return of(state, folder, new HashMap<>());
  }

  static List<NodeId> of(MergeState state, NodeId folder, Map<NodeId, List<NodeId>> known) {
    if (folder.equals(Nodes.ROOT) || folder.equals(Tree.LIMBO)) return List.of(folder);
    List<NodeId> found = known.get(folder);
    if (found != null) return found;
    Node node = state.node(folder).orElseThrow();
    List<Node> all = new ArrayList<>();
    String key = state.folding().key(node.name());
    for (NodeId parent : of(state, node.parent(), known))
      for (Node child : state.visibleChildren(parent, key))
        if (child.kind() == NodeKind.FOLDER) all.add(child);
    if (all.stream().noneMatch(n -> n.id().equals(folder))) all.add(node);
    all.sort(OLDEST_FIRST);
    List<NodeId> union = all.stream().map(Node::id).toList();
    known.put(folder, union);
    return union;
  }

  static List<NodeId> foldersNamed(MergeState state, List<NodeId> parents, String key) {
    List<NodeId> found = new ArrayList<>();
    for (NodeId parent : parents)
      for (Node child : state.visibleChildren(parent, key))
        if (child.kind() == NodeKind.FOLDER) found.add(child.id());
    return found;
  }
}
