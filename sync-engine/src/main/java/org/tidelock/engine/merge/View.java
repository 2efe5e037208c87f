package org.tidelock.engine.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;

/// The visible tree of a merged state: united folders, conflict copies, names. Reads the state whenever asked and keeps nothing.
public final class View {
  private final MergeState state;
  private final Authors authors;

  public View(MergeState state, Authors authors) {
    this.state = state;
    this.authors = authors;
  }

  MergeState state() {
    return state;
  }

  Authors authors() {
    return authors;
  }

  /// What the folder shows that this folder node is part of, in the order of their folded names. Empty for a node that is not visible.
  public List<Entry> children(NodeId folder) {
    if (!folder.equals(Nodes.ROOT) && state.node(folder).filter(Node::visible).isEmpty())
      return List.of();
    return childrenOf(Unions.of(state, folder));
  }

  /// What a folder entry shows.
  public List<Entry> children(Entry folder) {
    return folder.kind() == NodeKind.FOLDER ? childrenOf(folder.nodes()) : List.of();
  }

  List<Entry> childrenOf(List<NodeId> folders) {
    List<Node> nodes = new ArrayList<>();
    for (NodeId folder : folders) nodes.addAll(state.visibleChildren(folder));
    return new Listing(state.folding(), authors, nodes).entries();
  }

  /// All folder nodes shown as one with this one, the one that gives the entry its id first; the root alone for the root.
  public List<NodeId> union(NodeId folder) {
    return Unions.of(state, folder);
  }

  /// The id of the entry that shows this folder node; empty if it is not visible.
  public Optional<NodeId> shownAs(NodeId folder) {
    boolean shown =
        folder.equals(Nodes.ROOT) || state.node(folder).filter(Node::visible).isPresent();
    return shown ? Optional.of(union(folder).getFirst()) : Optional.empty();
  }

  /// The entry of a folder that has this id.
  public Optional<Entry> entry(NodeId folder, NodeId id) {
    return children(folder).stream().filter(e -> e.id().equals(id)).findFirst();
  }

  /// The entry that shows this node. Lists its folder.
  public Optional<Entry> entry(NodeId id) {
    return state
        .node(id)
        .filter(Node::visible)
        .flatMap(
            node ->
                children(node.parent()).stream()
                    .filter(e -> !e.virtual() && e.nodes().contains(id))
                    .findFirst());
  }

  /// The entries that show a node: one, and its virtual conflict copies. Lists the folder only if something else wants the same name.
  public List<Entry> showing(Node node) {
    if (!node.visible()) return List.of();
    List<Node> group = new ArrayList<>();
    String key = state.folding().key(node.name());
    for (NodeId parent : Unions.of(state, node.parent()))
      group.addAll(state.visibleChildren(parent, key));
    boolean alone =
        group.stream().allMatch(n -> n.kind() == NodeKind.FOLDER)
            || (group.size() == 1 && node.versions().size() <= 1);
    List<Entry> entries =
        alone ? new Listing(state.folding(), authors, group).entries() : children(node.parent());
    return entries.stream().filter(e -> e.nodes().contains(node.id())).toList();
  }

  /// The entry at a path of visible names; empty for the root itself.
  public Optional<Entry> resolve(List<String> path) {
    List<Entry> here = childrenOf(List.of(Nodes.ROOT));
    Optional<Entry> found = Optional.empty();
    for (String name : path) {
      found = here.stream().filter(e -> e.name().equals(name)).findFirst();
      if (found.isEmpty()) return found;
      here = children(found.get());
    }
    return found;
  }

  /// The visible path of a node; empty if it is not visible. The root has the empty path. Cheap for folders: they never get suffixes.
  public Optional<List<String>> path(NodeId id) {
    Deque<String> path = new ArrayDeque<>();
    Map<NodeId, List<NodeId>> unions = new HashMap<>();
    NodeId at = id;
    while (!at.equals(Nodes.ROOT)) {
      Optional<Node> node = state.node(at).filter(Node::visible);
      if (node.isEmpty()) return Optional.empty();
      Optional<String> name =
          node.get().kind() == NodeKind.FOLDER
              ? Optional.of(folderName(Unions.of(state, at, unions)))
              : entry(at).map(Entry::name);
      if (name.isEmpty()) return Optional.empty();
      path.addFirst(name.get());
      at = node.get().parent();
    }
    return Optional.of(List.copyOf(path));
  }

  private String folderName(List<NodeId> union) {
    return state.node(union.getFirst()).orElseThrow().name();
  }
}
