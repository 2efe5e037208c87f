package org.tidelock.engine.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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

  /// `known` holds the unions found so far, as long as no folder changes.
  static List<NodeId> of(MergeState state, NodeId folder, Map<NodeId, List<NodeId>> known) {
    Deque<Node> chain = new ArrayDeque<>();
    NodeId top = folder;
    while (!isTop(top) && !known.containsKey(top)) {
      Node node = state.node(top).orElseThrow();
      chain.push(node);
      top = node.parent();
    }
    List<NodeId> union = known.getOrDefault(top, List.of(top));
    for (Node node : chain) {
      union = below(state, union, node);
      known.put(node.id(), union);
    }
    return union;
  }

  private static boolean isTop(NodeId folder) {
    return folder.equals(Nodes.ROOT) || folder.equals(Tree.LIMBO);
  }

  private static List<NodeId> below(MergeState state, List<NodeId> parents, Node node) {
    List<Node> all = new ArrayList<>();
    String key = state.folding().key(node.name());
    for (NodeId parent : parents)
      for (Node child : state.visibleChildren(parent, key))
        if (child.kind() == NodeKind.FOLDER) all.add(child);
    if (all.stream().noneMatch(n -> n.id().equals(node.id()))) all.add(node);
    all.sort(OLDEST_FIRST);
    return all.stream().map(Node::id).toList();
  }

  static List<NodeId> foldersNamed(MergeState state, List<NodeId> parents, String key) {
    List<NodeId> found = new ArrayList<>();
    for (NodeId parent : parents)
      for (Node child : state.visibleChildren(parent, key))
        if (child.kind() == NodeKind.FOLDER) found.add(child.id());
    return found;
  }
}
