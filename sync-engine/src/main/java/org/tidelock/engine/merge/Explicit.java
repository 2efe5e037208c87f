package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;

/// Makes explicit what the view only shows: virtual copies get nodes, suffixed nodes get the names they are shown with, ghosts get
/// touched. Remembers what earlier actions of the same commit did, for the merged state does not know them yet.
final class Explicit {
  /// The entries of one folder, found by what they show.
  private final class Folder {
    final Map<String, List<Entry>> groups = new HashMap<>();
    final Map<NodeId, Entry> folders = new HashMap<>();
    final Map<Map.Entry<NodeId, OpId>, Entry> files = new HashMap<>();

    /// Groups with a copy that got a longer name because another entry has the usual one: if that goes, the copy gets the shorter name.
    final Set<String> stretched = new LinkedHashSet<>();

    Folder(List<Entry> entries) {
      for (Entry entry : entries) {
        groups.computeIfAbsent(entry.key(), _ -> new ArrayList<>(1)).add(entry);
        if (entry.kind() == NodeKind.FOLDER) entry.nodes().forEach(n -> folders.put(n, entry));
        entry.members().forEach(m -> files.put(Map.entry(m.node(), m.version()), entry));
        if (entry.conflict().isPresent() && !entry.name().equals(usualName(entry)))
          stretched.add(entry.key());
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

  /// The entry that shows what the target had on disk: the folder, or what is left of its union in its place; the version of a file if
  /// it is still live.
  Optional<Entry> entry(Target target) {
    Optional<Node> source = source(target);
    if (source.isEmpty()) return Optional.empty();
    Folder folder = folder(source.get().parent());
    if (target.version().isPresent())
      return Optional.ofNullable(
          folder.files.get(Map.entry(source.get().id(), target.version().get())));
    return union(target.id()).stream()
        .filter(target.nodes()::contains)
        .flatMap(n -> Stream.ofNullable(folder.folders.get(n)))
        .findFirst();
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
    String name =
        ConflictNames.of(
            source.get().name(),
            Listing.origin(view.authors(), source.get(), version.get(), false),
            _ -> false);
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
    makeReal(parent, key, operations);
    operations.addAll(stretched(parent));
    return operations;
  }

  /// What has to precede the going of any entry of this folder.
  List<Operation> stretched(NodeId parent) {
    List<Operation> operations = new ArrayList<>();
    for (String key : folder(parent).stretched) makeReal(parent, key, operations);
    return operations;
  }

  private String usualName(Entry entry) {
    Entry.Member first = entry.members().getFirst();
    Node node = state.node(first.node()).orElseThrow();
    ContentVersion version = state.version(first.version()).orElseThrow();
    return ConflictNames.of(
        node.name(), Listing.origin(view.authors(), node, version, first.primary()), _ -> false);
  }

  private void makeReal(NodeId parent, String key, List<Operation> operations) {
    for (Entry entry : entriesOfGroup(parent, key))
      for (Entry.Member member : entry.members()) makeReal(entry, member, operations);
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
      for (NodeId node : union(at))
        if (state.node(node).orElseThrow().ghost()) operations.addAll(touch(node));
      at = state.node(at).orElseThrow().parent();
    }
    return operations;
  }

  /// Nothing if it was done in this commit.
  List<Operation> touch(NodeId node) {
    return touched.add(node) ? List.of(new Operation.Touch(node)) : List.of();
  }

  boolean isDeleted(NodeId node) {
    return state.node(node).filter(n -> !n.lives()).isPresent();
  }

  /// Those that list the node, void or not.
  List<OpId> deletions(NodeId node) {
    return state.node(node).map(Node::deletions).orElse(List.of());
  }

  List<NodeId> union(NodeId folder) {
    return Unions.of(state, folder, unions);
  }

  private Folder folder(NodeId node) {
    List<NodeId> union = union(node);
    return folders.computeIfAbsent(union.getFirst(), _ -> new Folder(view.childrenOf(union)));
  }
}
