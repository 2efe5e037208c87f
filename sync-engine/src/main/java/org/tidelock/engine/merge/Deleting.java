package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.Operation.Deleted;

/// Works out one Delete: which nodes it lists, and what has to be made explicit before so that nothing else is hit.
final class Deleting {
  private record Group(NodeId parent, String key) {}

  private final View view;
  private final MergeState state;
  private final Explicit explicit;
  private final Map<NodeId, Target> nodes = new LinkedHashMap<>();
  private final Map<Group, List<Wish>> groups = new LinkedHashMap<>();
  private final List<Target> leftOut = new ArrayList<>();
  private final Set<NodeId> movedUnseen = new HashSet<>();

  private record Wish(Entry entry, Target target) {}

  Deleting(View view, Explicit explicit) {
    this.view = view;
    this.state = view.state();
    this.explicit = explicit;
  }

  DeleteIntent delete(Target root, Collection<Target> below) {
    wish(root);
    for (Target target : below) if (!target.id().equals(root.id())) wish(target);
    List<Operation> operations = new ArrayList<>();
    source(root)
        .filter(Node::visible)
        .ifPresent(n -> operations.addAll(explicit.ghostsFrom(n.parent())));
    groups.forEach((group, wishes) -> settle(group, wishes, operations));
    TreeMap<NodeId, NodeId> members = new TreeMap<>();
    nodes.forEach(
        (node, target) -> {
          if (belowUnseenMove(node)) leaveOut(target);
          else members.put(node, explicit.parent(node));
        });
    if (!members.isEmpty()) {
      NodeId top = members.containsKey(root.id()) ? root.id() : members.firstKey();
      operations.add(
          new Operation.Delete(
              top,
              members.entrySet().stream()
                  .map(m -> new Deleted(m.getKey(), m.getValue()))
                  .toList()));
    }
    return new DeleteIntent(operations, leftOut);
  }

  private void wish(Target target) {
    Optional<Node> source = source(target);
    boolean seen =
        source.filter(n -> target.placed().map(n.at().order()::equals).orElse(true)).isPresent();
    if (!seen) source.ifPresent(n -> movedUnseen.add(n.id()));
    Optional<Entry> entry =
        target.version().isPresent() ? explicit.fileEntry(target) : explicit.folderEntry(target);
    if (entry.isPresent() && seen) {
      Group group =
          new Group(view.union(source.orElseThrow().parent()).getFirst(), entry.get().key());
      groups.computeIfAbsent(group, _ -> new ArrayList<>(1)).add(new Wish(entry.get(), target));
    } else if (source.filter(Node::visible).isPresent()) {
      leaveOut(target);
    }
  }

  /// A group of which something stays is made explicit first; a group that goes as a whole needs no new nodes.
  private void settle(Group group, List<Wish> wishes, List<Operation> operations) {
    List<Entry> entries = explicit.entriesOfGroup(group.parent, group.key);
    Set<NodeId> going = new HashSet<>();
    for (Wish wish : wishes) going.add(wish.entry.id());
    boolean all = entries.stream().allMatch(e -> going.contains(e.id()));
    if (!all) operations.addAll(explicit.group(group.parent, group.key));
    for (Wish wish : wishes) {
      if (wish.target.version().isEmpty())
        wish.target.nodes().stream().filter(explicit::exists).forEach(n -> list(n, wish.target));
      for (Entry.Member member : wish.entry.members()) {
        NodeId copy = Intents.copy(member);
        if (all && !explicit.exists(copy)) list(member.node(), wish.target);
        else list(explicit.realNode(member), wish.target);
      }
    }
  }

  private void list(NodeId node, Target target) {
    nodes.putIfAbsent(node, target);
  }

  private boolean belowUnseenMove(NodeId node) {
    Set<NodeId> met = new HashSet<>();
    for (NodeId n = node; met.add(n); n = explicit.parent(n)) {
      if (movedUnseen.contains(n)) return true;
      if (!nodes.containsKey(n) || !explicit.exists(n)) return false;
    }
    return false;
  }

  private void leaveOut(Target target) {
    if (!leftOut.contains(target)) leftOut.add(target);
  }

  private Optional<Node> source(Target target) {
    return explicit.source(target);
  }
}
