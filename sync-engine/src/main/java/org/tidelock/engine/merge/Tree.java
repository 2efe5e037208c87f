package org.tidelock.engine.merge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;

/// The nodes during one commit: keeps `visibleChildren`, the state hash and the set of changed folders right at every step.
final class Tree {
  /// A parent outside the tree, for nodes that change places together with others.
  static final NodeId LIMBO = new NodeId(new Id128(-1, -1));

  private final MergeState state;
  private final Changes changes;
  private final Map<NodeId, Optional<Node>> before = new LinkedHashMap<>();

  Tree(MergeState state) {
    this.state = state;
    this.changes = new Changes(state);
  }

  Node node(NodeId id) {
    return state
        .node(id)
        .orElseThrow(() -> new IllegalStateException("the merged state lacks node " + id));
  }

  /// A new node that does not live yet.
  void add(Node node) {
    before.putIfAbsent(node.id(), Optional.empty());
    state.put(node);
  }

  /// Replaces what a node holds, not where it is nor whether it is visible.
  void put(Node node) {
    write(node);
    if (node.visible()) changes.mark(node.parent());
  }

  void setLives(NodeId id, boolean lives) {
    Node node = node(id);
    if (node.lives() == lives) return;
    replace(node, node.withLives(lives));
  }

  void move(NodeId id, Place to) {
    Node node = node(id);
    Place from = node.at();
    if (from.equals(to)) return;
    if (from.parent().equals(to.parent()) && from.name().equals(to.name())) {
      put(node.withAt(to));
      return;
    }
    if (!node.visible()) {
      write(node.withAt(to));
      changes.movedUnseen(node);
      return;
    }
    changes.leaves(node);
    count(from.parent(), -1);
    Node moved = node(id).withAt(to);
    write(moved);
    count(to.parent(), 1);
    changes.arrived(moved);
  }

  SortedSet<NodeId> changedFolders() {
    return changes.folders();
  }

  void updateStateHash() {
    StateHash hash = new StateHash(state.stateHash());
    before.forEach(
        (id, old) -> {
          old.ifPresent(hash::remove);
          hash.add(node(id));
        });
    Hash256 sum = hash.sum();
    state.stateHash(sum);
  }

  private void count(NodeId parent, int delta) {
    if (parent.equals(Nodes.ROOT) || parent.equals(LIMBO)) return;
    Node node = node(parent);
    replace(node, node.withVisibleChildren(node.visibleChildren() + delta));
  }

  /// A node that appears or vanishes may take the ghosts above it along.
  private void replace(Node old, Node now) {
    Node before = old;
    Node after = now;
    write(after);
    while (before.visible() != after.visible()) {
      changes.mark(after.parent());
      if (after.kind() == NodeKind.FOLDER) changes.appearedOrVanished(after);
      NodeId parent = after.parent();
      if (parent.equals(Nodes.ROOT) || parent.equals(LIMBO)) return;
      int delta = after.visible() ? 1 : -1;
      before = node(parent);
      after = before.withVisibleChildren(before.visibleChildren() + delta);
      write(after);
    }
  }

  private void write(Node node) {
    before.computeIfAbsent(node.id(), state::node);
    state.put(node);
  }
}
