package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.Operation.Deleted;

/// Works out one Delete: which nodes it lists, and what has to be made explicit before so that nothing else is hit.
final class Deleting {
  private record Group(NodeId parent, String key) {}

  /// An entry that goes, and what it was on the disk.
  private record Wish(Entry entry, Target target) {
    /// A node that got into the entry unseen, with the same bytes, stays.
    boolean covers(Entry.Member member) {
      return !member.primary() || target.nodes().contains(member.node());
    }

    boolean coversAll() {
      return entry.members().stream().allMatch(this::covers);
    }
  }

  private final Explicit explicit;
  private final Map<NodeId, Target> nodes = new LinkedHashMap<>();
  private final Map<Group, List<Wish>> groups = new LinkedHashMap<>();
  private final Set<Target> leftOut = new LinkedHashSet<>();
  private final Set<NodeId> movedUnseen = new HashSet<>();

  Deleting(Explicit explicit) {
    this.explicit = explicit;
  }

  DeleteIntent delete(Target root, Collection<Target> below) {
    wish(root);
    for (Target target : below) if (!target.id().equals(root.id())) wish(target);
    List<Operation> operations = new ArrayList<>();
    explicit
        .source(root)
        .filter(Node::visible)
        .ifPresent(n -> operations.addAll(explicit.ghostsFrom(n.parent())));
    groups.forEach((group, wishes) -> settle(group, wishes, operations));
    TreeMap<NodeId, NodeId> members = members();
    if (!members.isEmpty()) {
      NodeId top = members.containsKey(root.id()) ? root.id() : members.firstKey();
      operations.add(
          new Operation.Delete(
              top,
              members.entrySet().stream()
                  .map(m -> new Deleted(m.getKey(), m.getValue()))
                  .toList()));
    }
    return new DeleteIntent(operations, List.copyOf(leftOut));
  }

  private void wish(Target target) {
    Optional<Node> source = explicit.source(target);
    if (source.isEmpty()) return;
    OpOrder at = source.get().at().order();
    boolean moved = !target.placed().orElse(at).equals(at);
    Optional<Entry> entry = moved ? Optional.empty() : explicit.entry(target);
    if (moved) movedUnseen.add(source.get().id());
    if (target.version().isEmpty())
      for (NodeId node : target.nodes())
        if (entry.filter(e -> e.nodes().contains(node)).isEmpty()) movedUnseen.add(node);
    if (entry.isPresent())
      groups
          .computeIfAbsent(
              new Group(explicit.union(source.get().parent()).getFirst(), entry.get().key()),
              _ -> new ArrayList<>(1))
          .add(new Wish(entry.get(), target));
    else if (source.get().visible()) leftOut.add(target);
  }

  /// A group of which something stays is made explicit first; a group that goes as a whole needs no new nodes.
  private void settle(Group group, List<Wish> wishes, List<Operation> operations) {
    Set<NodeId> going = new HashSet<>();
    for (Wish wish : wishes) if (wish.coversAll()) going.add(wish.entry.id());
    boolean all =
        explicit.entriesOfGroup(group.parent, group.key).stream()
            .allMatch(e -> going.contains(e.id()));
    operations.addAll(
        all ? explicit.stretched(group.parent) : explicit.group(group.parent, group.key));
    for (Wish wish : wishes) {
      if (wish.target.version().isEmpty())
        wish.target.nodes().stream()
            .filter(wish.entry.nodes()::contains)
            .forEach(n -> list(n, wish.target));
      for (Entry.Member member : wish.entry.members())
        if (!wish.covers(member)) leftOut.add(wish.target);
        else if (all && !explicit.exists(Intents.copy(member))) list(member.node(), wish.target);
        else list(explicit.realNode(member), wish.target);
    }
  }

  private void list(NodeId node, Target target) {
    nodes.putIfAbsent(node, target);
  }

  private TreeMap<NodeId, NodeId> members() {
    Map<NodeId, Boolean> spared = new HashMap<>();
    TreeMap<NodeId, NodeId> members = new TreeMap<>();
    nodes.forEach(
        (node, target) -> {
          if (isSpared(node, spared)) leftOut.add(target);
          else members.put(node, explicit.parent(node));
        });
    return members;
  }

  /// In a folder, or itself a folder, that was moved unseen.
  private boolean isSpared(NodeId node, Map<NodeId, Boolean> known) {
    List<NodeId> chain = new ArrayList<>();
    NodeId at = node;
    while (!movedUnseen.contains(at)
        && nodes.containsKey(at)
        && known.putIfAbsent(at, false) == null) {
      chain.add(at);
      at = explicit.parent(at);
    }
    boolean spared = movedUnseen.contains(at) || known.getOrDefault(at, false);
    for (NodeId passed : chain) known.put(passed, spared);
    return spared;
  }
}
