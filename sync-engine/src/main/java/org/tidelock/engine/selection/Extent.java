package org.tidelock.engine.selection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.IgnoreRules;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.plan.FolderDiff;

/// How far a choice goes, for one moment of the tree. Remembers the folders that it was asked about; everything costs nothing if all is chosen.
///
/// An entry is left out if it, or a folder that it is in, was left out by a person. With `only`, what was chosen is here wherever it lies, and so are the folders
/// above it, as folders: of what else is in those, what has no base row is left out, as others have put it there. What has a row came from this disk.
public final class Extent {
  private final Tables tables;
  private final Chosen chosen;
  private final Map<NodeId, Boolean> closed = new HashMap<>();
  private @Nullable Set<NodeId> above;

  Extent(Tables tables, Chosen chosen) {
    this.tables = tables;
    this.chosen = chosen;
  }

  public boolean isAll() {
    return chosen.isAll();
  }

  /// The same folders, with what is left out not wanted.
  public List<FolderDiff> wanted(List<FolderDiff> diffs) {
    if (isAll()) return diffs;
    List<FolderDiff> wanted = new ArrayList<>();
    for (FolderDiff diff : diffs)
      wanted.add(
          new FolderDiff(
              diff.folder(),
              diff.wanted().stream().filter(e -> !leavesOut(diff.folder(), e)).toList()));
    return wanted;
  }

  /// Whether an entry of a folder that is shown is left out here.
  public boolean leavesOut(NodeId folder, Entry entry) {
    return !isAll()
        && !isRuleFile(folder, entry.name())
        && leavesOut(entry.nodes(), folder, entry.id());
  }

  /// Of an entry wherever it is shown.
  public boolean leavesOut(Entry entry) {
    return !isAll()
        && tables
            .merged()
            .node(entry.nodes().getFirst())
            .filter(node -> leavesOut(node.parent(), entry))
            .isPresent();
  }

  /// Whether what a row describes is in the vault and left out here: then it goes from this disk only. False for what others have deleted.
  public boolean leavesOut(BaseRow row) {
    if (isAll()) return false;
    for (NodeId id : row.entry().nodes()) {
      Optional<Node> node = tables.merged().node(id).filter(Node::visible);
      if (node.isPresent()
          && !isRuleFile(node.get().parent(), node.get().name())
          && leavesOut(row.entry().nodes(), node.get().parent(), row.entry().id())) return true;
    }
    return false;
  }

  /// The ignore rules of all devices hold on all of them.
  private static boolean isRuleFile(NodeId folder, String name) {
    return folder.equals(Nodes.ROOT) && name.equals(IgnoreRules.SHARED);
  }

  private boolean leavesOut(List<NodeId> nodes, NodeId folder, NodeId id) {
    if (isChosen(nodes) || isAbove(nodes)) return false;
    return isExcepted(nodes)
        || isClosed(folder)
        || (!chosen.only().isEmpty() && above().contains(folder) && !isHere(nodes, id));
  }

  /// Whether what is in a folder is left out unless it is chosen by itself.
  private boolean isClosed(NodeId folder) {
    if (folder.equals(Nodes.ROOT)) return false;
    Boolean known = closed.get(folder);
    if (known != null) return known;
    boolean found =
        tables.merged().node(folder).filter(Node::visible).filter(this::isClosed).isPresent();
    closed.put(folder, found);
    return found;
  }

  private boolean isClosed(Node folder) {
    List<NodeId> union = tables.view().union(folder.id());
    if (isChosen(union)) return false;
    if (isExcepted(union)) return true;
    return isAbove(union)
        ? isClosed(folder.parent())
        : leavesOut(union, folder.parent(), union.getFirst());
  }

  private boolean isChosen(List<NodeId> nodes) {
    return nodes.stream().anyMatch(chosen.only()::contains);
  }

  private boolean isExcepted(List<NodeId> nodes) {
    return nodes.stream().anyMatch(chosen.except()::contains);
  }

  private boolean isAbove(List<NodeId> nodes) {
    return nodes.stream().anyMatch(above()::contains);
  }

  private boolean isHere(List<NodeId> nodes, NodeId id) {
    return tables.base().row(id).isPresent()
        || nodes.stream().anyMatch(n -> tables.base().row(n).isPresent());
  }

  /// All folder nodes above what was chosen; the root.
  private Set<NodeId> above() {
    Set<NodeId> found = above;
    if (found == null) {
      found = new HashSet<>(Set.of(Nodes.ROOT));
      for (NodeId id : chosen.only()) addAbove(id, found);
      above = found;
    }
    return found;
  }

  private void addAbove(NodeId id, Set<NodeId> all) {
    Optional<Node> at = tables.merged().node(id).filter(Node::visible);
    while (at.isPresent() && !at.get().parent().equals(Nodes.ROOT)) {
      NodeId parent = at.get().parent();
      all.addAll(tables.view().union(parent));
      at = tables.merged().node(parent).filter(Node::visible);
    }
  }

  /// Folders below these that are to be made here though nobody has changed them: others have moved one out of something that is left out.
  public Set<NodeId> toBeMade(List<NodeId> changed) {
    Set<NodeId> made = new LinkedHashSet<>();
    if (isAll()) return made;
    for (FolderDiff diff : wanted(FolderDiff.all(tables.view(), changed))) add(diff, made);
    return made;
  }

  private void add(FolderDiff top, Set<NodeId> made) {
    Deque<FolderDiff> folders = new ArrayDeque<>(List.of(top));
    while (!folders.isEmpty())
      for (Entry entry : folders.pop().wanted())
        if (entry.kind() == NodeKind.FOLDER && !hasRow(entry) && made.add(entry.id()))
          folders.addAll(wanted(FolderDiff.all(tables.view(), List.of(entry.id()))));
  }

  /// Differs if what is left out differs though no folder has: others have moved or deleted what was chosen.
  public String key() {
    return chosen.only().isEmpty()
        ? ""
        : above().stream().sorted().map(NodeId::toString).collect(Collectors.joining());
  }

  /// What is left out in folders that are not, and has no row, by folder: something new with such a name must not be taken for new.
  public Map<NodeId, List<Entry>> absent() {
    Map<NodeId, List<Entry>> absent = new LinkedHashMap<>();
    for (NodeId folder : gates()) {
      List<Entry> out = new ArrayList<>();
      for (Entry entry : tables.view().children(folder))
        if (leavesOut(folder, entry) && !hasRow(entry)) out.add(entry);
      if (!out.isEmpty()) absent.put(folder, out);
    }
    return absent;
  }

  private boolean hasRow(Entry entry) {
    return entry.virtual()
        ? tables.base().row(entry.id()).isPresent()
        : isHere(entry.nodes(), entry.id());
  }

  /// Folders that have something directly in them that is left out, though they are not.
  private Set<NodeId> gates() {
    Set<NodeId> gates = new HashSet<>();
    if (isAll()) return gates;
    List<NodeId> parents = new ArrayList<>();
    if (!chosen.only().isEmpty()) parents.addAll(above());
    for (NodeId id : chosen.except())
      tables.merged().node(id).filter(Node::visible).ifPresent(n -> parents.add(n.parent()));
    for (NodeId parent : parents)
      tables.view().shownAs(parent).filter(f -> !isOut(f)).ifPresent(gates::add);
    return gates;
  }

  private boolean isOut(NodeId folder) {
    if (folder.equals(Nodes.ROOT)) return false;
    List<NodeId> union = tables.view().union(folder);
    NodeId parent = tables.merged().node(folder).orElseThrow().parent();
    return leavesOut(union, parent, union.getFirst());
  }
}
