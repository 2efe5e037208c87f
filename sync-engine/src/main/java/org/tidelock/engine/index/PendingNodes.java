package org.tidelock.engine.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.merge.Folding;
import org.tidelock.engine.merge.Node;

/// The nodes that the running transaction has put, in the order of their first putting, and which of them are visible where.
final class PendingNodes {
  /// A node with what the database holds for it; empty if it is new.
  record Pending(Node node, Optional<NodeTable.Stored> stored) {}

  private final Folding folding;
  private final Map<NodeId, Pending> nodes = new LinkedHashMap<>();
  private final Map<NodeId, Map<String, Set<NodeId>>> visible = new HashMap<>();

  PendingNodes(Folding folding) {
    this.folding = folding;
  }

  @Nullable Node get(NodeId id) {
    Pending pending = nodes.get(id);
    return pending == null ? null : pending.node;
  }

  /// What the database holds for a pending node, null if it is not pending.
  @SuppressWarnings("NullableOptional") // what is held may be: nothing
  @Nullable Optional<NodeTable.Stored> stored(NodeId id) {
    Pending pending = nodes.get(id);
    return pending == null ? null : pending.stored;
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  boolean has(NodeId id) {
    return nodes.containsKey(id);
  }

  Collection<Pending> all() {
    return nodes.values();
  }

  void add(Node node, Optional<NodeTable.Stored> stored) {
    nodes.put(node.id(), new Pending(node, stored));
    if (node.visible()) list(node);
  }

  /// Replaces a node that is pending already; false if it is not.
  boolean replace(Node node) {
    Pending old = nodes.get(node.id());
    if (old == null) return false;
    nodes.put(node.id(), new Pending(node, old.stored));
    if (samePlace(old.node, node)) return true;
    if (old.node.visible()) unlist(old.node);
    if (node.visible()) list(node);
    return true;
  }

  static boolean samePlace(Node a, Node b) {
    return a.visible() == b.visible() && a.parent().equals(b.parent()) && a.name().equals(b.name());
  }

  private void list(Node node) {
    visible
        .computeIfAbsent(node.parent(), _ -> new HashMap<>())
        .computeIfAbsent(folding.key(node.name()), _ -> new LinkedHashSet<>(2))
        .add(node.id());
  }

  private void unlist(Node node) {
    Map<String, Set<NodeId>> folder = visible.getOrDefault(node.parent(), Map.of());
    String key = folding.key(node.name());
    Set<NodeId> same = folder.getOrDefault(key, Set.of());
    same.remove(node.id());
    if (same.isEmpty()) folder.remove(key);
    if (folder.isEmpty()) visible.remove(node.parent());
  }

  List<Node> visibleIn(NodeId parent) {
    List<Node> found = new ArrayList<>();
    visible.getOrDefault(parent, Map.of()).values().forEach(ids -> addTo(found, ids));
    return found;
  }

  List<Node> visibleIn(NodeId parent, String key) {
    List<Node> found = new ArrayList<>(1);
    addTo(found, visible.getOrDefault(parent, Map.of()).getOrDefault(key, Set.of()));
    return found;
  }

  private void addTo(List<Node> found, Set<NodeId> ids) {
    for (NodeId id : ids) if (nodes.get(id) instanceof Pending pending) found.add(pending.node);
  }

  void clear() {
    nodes.clear();
    visible.clear();
  }
}
