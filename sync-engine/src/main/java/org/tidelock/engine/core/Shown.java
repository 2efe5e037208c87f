package org.tidelock.engine.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.MergeState;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.View;

/// The visible tree at one moment, each folder listed at most once. To be thrown away when the merged state changes.
final class Shown {
  private final MergeState state;
  private final View view;
  private final Map<NodeId, Folder> folders = new HashMap<>();
  private final Map<NodeId, Optional<NodeId>> shownAs = new HashMap<>();

  Shown(MergeState state, View view) {
    this.state = state;
    this.view = view;
  }

  private record Folder(
      Map<String, Entry> byName, Map<NodeId, Entry> byNode, Map<OpId, Entry> byVersion) {}

  Optional<Entry> named(NodeId folder, String name) {
    return Optional.ofNullable(folder(folder).byName.get(name));
  }

  /// The entry that stands for what a base row stood for: the one with this version if there is one, else the one of the node.
  Optional<Entry> of(NodeId id, Optional<NodeId> node, Optional<OpId> version) {
    Optional<Node> known = state.node(id);
    if (known.isEmpty() && node.isPresent()) known = state.node(node.get()); // a virtual copy
    if (known.isEmpty() || !known.get().visible()) return Optional.empty();
    Folder folder = folder(known.get().parent());
    Optional<Entry> exact = version.map(folder.byVersion::get);
    return exact.isPresent()
        ? exact
        : Optional.ofNullable(folder.byNode.getOrDefault(id, folder.byNode.get(known.get().id())));
  }

  /// The folder entry that shows an entry.
  Optional<NodeId> folderOf(Entry entry) {
    return state
        .node(entry.nodes().getFirst())
        .flatMap(n -> shownAs.computeIfAbsent(n.parent(), view::shownAs));
  }

  private Folder folder(NodeId id) {
    Folder known = folders.get(id);
    if (known != null) return known;
    Folder folder = new Folder(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (Entry entry : view.children(id)) {
      folder.byName.put(entry.name(), entry);
      if (entry.virtual()) folder.byNode.put(entry.id(), entry);
      else entry.nodes().forEach(n -> folder.byNode.put(n, entry));
      entry.members().forEach(m -> folder.byVersion.put(m.version(), entry));
    }
    folders.put(id, folder);
    return folder;
  }

  /// How many entries a folder shows.
  int count(NodeId folder) {
    return folder(folder).byName.size();
  }
}
