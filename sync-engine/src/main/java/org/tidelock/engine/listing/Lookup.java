package org.tidelock.engine.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.MergeState;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.View;

/// Finds things by path, and paths of things, at the cost of their own folder: no other is listed on the way. For one moment of the tree; remembers
/// the folders that it has seen.
public final class Lookup {
  private final MergeState state;
  private final View view;
  private final Map<NodeId, Optional<VaultPath>> paths = new HashMap<>();

  public Lookup(MergeState state, View view) {
    this.state = state;
    this.view = view;
  }

  MergeState state() {
    return state;
  }

  public View view() {
    return view;
  }

  /// The id of the folder shown at a path. Folders never get other names than they ask for.
  public Optional<NodeId> folder(VaultPath path) {
    List<NodeId> here = List.of(Nodes.ROOT);
    for (String name : path.names()) {
      String key = state.folding().key(name);
      List<NodeId> next = new ArrayList<>();
      for (NodeId folder : here)
        for (Node child : state.visibleChildren(folder, key))
          if (child.kind() == NodeKind.FOLDER) next.add(child.id());
      if (next.isEmpty()) return Optional.empty();
      here = next;
    }
    return view.shownAs(here.getFirst());
  }

  /// What is shown at a path; empty for the top, too.
  public Optional<Entry> entry(VaultPath path) {
    return path.isTop()
        ? Optional.empty()
        : folder(path.parent()).stream()
            .flatMap(f -> view.children(f).stream())
            .filter(e -> e.name().equals(path.name()))
            .findFirst();
  }

  /// Where a node is shown, or was when it was deleted. Empty for a file that is shown under a name of its own: [View#showing] knows it.
  public Optional<VaultPath> place(Node node) {
    return folderPath(node.parent()).map(p -> p.child(node.name()));
  }

  /// Where a folder is shown, or was.
  public Optional<VaultPath> folderPath(NodeId folder) {
    if (folder.equals(Nodes.ROOT)) return Optional.of(VaultPath.TOP);
    Optional<VaultPath> known = paths.get(folder);
    if (known != null) return known;
    paths.put(folder, Optional.empty()); // what was deleted need not be a tree
    Optional<VaultPath> found =
        state.node(folder).flatMap(n -> folderPath(n.parent()).map(p -> p.child(n.name())));
    paths.put(folder, found);
    return found;
  }
}
