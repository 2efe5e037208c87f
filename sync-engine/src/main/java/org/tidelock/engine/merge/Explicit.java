package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;

/// Makes explicit what the view only shows: virtual copies get nodes, suffixed nodes get the names they are shown with, ghosts get
/// touched. Remembers what earlier actions of the same commit did, for the merged state does not know them yet.
final class Explicit {
  /// The entries of one folder, found by what they show.
  private static final class Folder {
    final Map<String, List<Entry>> groups = new HashMap<>();
    final Map<NodeId, Entry> folders = new HashMap<>();
    final Map<Map.Entry<NodeId, OpId>, Entry> files = new HashMap<>();

    Folder(List<Entry> entries) {
      for (Entry entry : entries) {
        groups.computeIfAbsent(entry.key(), _ -> new ArrayList<>(1)).add(entry);
        if (entry.kind() == NodeKind.FOLDER) entry.nodes().forEach(n -> folders.put(n, entry));
        entry.members().forEach(m -> files.put(Map.entry(m.node(), m.version()), entry));
      }
    }
  }

  private final View view;
  private final MergeState state;
  private final Map<NodeId, List<NodeId>> unions = new HashMap<>();
  private final Map<NodeId, Folder> folders = new HashMap<>();
  private final Map<NodeId, NodeId> placed = new HashMap<>();
  private final Set<NodeId> touched = new HashSet<>();

  Explicit(View view) {
    this.view = view;
    this.state = view.state();
  }

  /// An operation of this commit has put the node there; its place is settled.
  void place(NodeId node, NodeId parent) {
    placed.put(node, parent);
  }

  boolean exists(NodeId node) {
    return placed.containsKey(node) || state.node(node).isPresent();
  }

  /// Where the node is after the operations so far.
  NodeId parent(NodeId node) {
    NodeId parent = placed.get(node);
    return parent != null ? parent : state.node(node).orElseThrow().parent();
  }

  NodeId realNode(Entry.Member member) {
    return member.primary() ? member.node() : Intents.copy(member);
  }

  /// The folder entry that shows the target's node, if it is visible.
  Optional<Entry> folderEntry(Target target) {
    return state
        .node(target.id())
        .filter(Node::visible)
        .map(n -> folder(n.parent()).folders.get(target.id()));
  }

  /// The entry that shows the version the target had on disk, if it is still live.
  Optional<Entry> fileEntry(Target target) {
    return source(target)
        .filter(Node::visible)
        .flatMap(
            node ->
                target
                    .version()
                    .map(v -> folder(node.parent()).files.get(Map.entry(node.id(), v))));
  }

  /// The node that holds the target's version: its own, or of a virtual copy the one it is a version of.
  Optional<Node> source(Target target) {
    Optional<Node> own = state.node(target.id());
    return own.isPresent() || target.nodes().isEmpty()
        ? own
        : state.node(target.nodes().getFirst());
  }

  /// The Split that brings back a virtual copy that is on disk but not shown any more.
  Optional<Operation> lostCopy(Target target) {
    Optional<Node> source = source(target);
    if (exists(target.id()) || source.isEmpty() || target.version().isEmpty())
      return Optional.empty();
    OpId id = target.version().get();
    Optional<ContentVersion> version = state.version(id);
    if (version.isEmpty() || !Nodes.copyOf(source.get().id(), id).equals(target.id()))
      return Optional.empty();
    ConflictNames.Origin origin =
        ConflictNames.Origin.of(id, view.authors().deviceName(id.writer()), version.get().made());
    String name = ConflictNames.of(source.get().name(), origin, _ -> false);
    place(target.id(), source.get().parent());
    return Optional.of(
        new Operation.Split(source.get().id(), id, target.id(), source.get().parent(), name));
  }

  /// What has to precede an action on this entry.
  List<Operation> around(Entry entry) {
    NodeId parent = state.node(entry.nodes().getFirst()).orElseThrow().parent();
    List<Operation> operations = new ArrayList<>(group(parent, entry.key()));
    operations.addAll(ghostsFrom(parent));
    return operations;
  }

  List<Entry> entriesOfGroup(NodeId parent, String key) {
    return folder(parent).groups.getOrDefault(key, List.of());
  }

  List<Operation> group(NodeId parent, String key) {
    List<Operation> operations = new ArrayList<>();
    for (Entry entry : entriesOfGroup(parent, key))
      for (Entry.Member member : entry.members()) makeReal(entry, member, operations);
    return operations;
  }

  private void makeReal(Entry entry, Entry.Member member, List<Operation> operations) {
    NodeId real = realNode(member);
    if (placed.containsKey(real)) return;
    Node node = state.node(member.node()).orElseThrow();
    if (!member.primary())
      operations.add(
          new Operation.Split(node.id(), member.version(), real, node.parent(), entry.name()));
    else if (!node.name().equals(entry.name()))
      operations.add(new Operation.Move(real, node.parent(), entry.name()));
    else return;
    place(real, node.parent());
  }

  /// Touches for the ghosts among a folder and the folders above it.
  List<Operation> ghostsFrom(NodeId folder) {
    List<Operation> operations = new ArrayList<>();
    NodeId at = folder;
    while (!at.equals(Nodes.ROOT)) {
      for (NodeId node : Unions.of(state, at, unions))
        if (state.node(node).orElseThrow().ghost() && touched.add(node))
          operations.add(new Operation.Touch(node));
      at = state.node(at).orElseThrow().parent();
    }
    return operations;
  }

  private Folder folder(NodeId node) {
    List<NodeId> union = Unions.of(state, node, unions);
    return folders.computeIfAbsent(union.getFirst(), _ -> new Folder(view.childrenOf(union)));
  }
}
