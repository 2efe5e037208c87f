package org.tidelock.engine.merge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;

/// The visible tree at one moment, each folder listed at most once. To be thrown away when the merged state changes.
public final class Shown {
  private final MergeState state;
  private final View view;
  private final Map<NodeId, Folder> folders = new HashMap<>();
  private final Map<NodeId, Optional<NodeId>> shownAs = new HashMap<>();

  public Shown(MergeState state, View view) {
    this.state = state;
    this.view = view;
  }

  private record Folder(
      Map<String, Entry> byName, Map<NodeId, Entry> byNode, Map<OpId, Entry> byVersion) {}

  public Optional<Entry> named(NodeId folder, String name) {
    return Optional.ofNullable(folder(folder).byName.get(name));
  }

  /// The entry that stands for what a base row stood for: the one with this version if there is one, else the one of the node.
  public Optional<Entry> of(NodeId id, Optional<NodeId> node, Optional<OpId> version) {
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
  public Optional<NodeId> folderOf(Entry entry) {
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
  public int count(NodeId folder) {
    return folder(folder).byName.size();
  }
}
