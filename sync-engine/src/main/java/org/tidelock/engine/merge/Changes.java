package org.tidelock.engine.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;

/// Collects the folders whose visible children change, always with the partners of their union at that moment: a union shows the
/// children of all its folders, so what changes in one changes what the others show. May name too many, never too few.
final class Changes {
  private final MergeState state;
  private final SortedSet<NodeId> folders = new TreeSet<>();
  private final Set<NodeId> done = new HashSet<>();
  private final Map<NodeId, List<NodeId>> unions = new HashMap<>();

  Changes(MergeState state) {
    this.state = state;
  }

  SortedSet<NodeId> folders() {
    folders.remove(Tree.LIMBO);
    return folders;
  }

  void mark(NodeId folder) {
    if (done.add(folder)) folders.addAll(union(folder));
  }

  /// A folder that had or has at most one child: what it shares with its partners, it shares by that child, which is marked itself.
  void appearedOrVanished(Node folder) {
    unions.remove(folder.id());
    List<NodeId> partners = union(folder.id());
    folders.addAll(partners);
    if (partners.size() > 1) forget();
  }

  void leaves(Node node) {
    beside(node);
  }

  /// Nobody sees it go, but what is known of the unions below it does not hold any more.
  void movedUnseen(Node node) {
    if (node.kind() == NodeKind.FOLDER) forget();
  }

  void arrived(Node node) {
    if (node.kind() == NodeKind.FOLDER) forget();
    beside(node);
  }

  private void beside(Node node) {
    mark(node.parent());
    if (node.kind() != NodeKind.FOLDER) return;
    List<NodeId> partners = new ArrayList<>(union(node.id()));
    partners.remove(node.id());
    overlap(new Shared(node.id(), partners));
  }

  /// A folder that is, or was, shown as one with others.
  private record Shared(NodeId folder, List<NodeId> others) {}

  /// A whole subtree joins or leaves others: everything that they have in common changes.
  private void overlap(Shared top) {
    Deque<Shared> next = new ArrayDeque<>(List.of(top));
    while (!next.isEmpty()) {
      Shared shared = next.pop();
      folders.add(shared.folder);
      folders.addAll(shared.others);
      if (shared.others.isEmpty()) continue;
      for (Node child : state.visibleChildren(shared.folder)) {
        if (child.kind() != NodeKind.FOLDER) continue;
        String key = state.folding().key(child.name());
        List<NodeId> same = Unions.foldersNamed(state, shared.others, key);
        if (!same.isEmpty()) next.push(new Shared(child.id(), same));
      }
    }
  }

  private List<NodeId> union(NodeId folder) {
    return Unions.of(state, folder, unions);
  }

  private void forget() {
    unions.clear();
    done.clear();
  }
}
