package org.tidelock.engine.undo;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;

/// What commits have done, node by node.
final class Deeds {
  enum Deed {
    BORN,
    /// Deleted, and kept or brought back.
    TOUCHED,
    MOVED,
    CONTENT,
    ATTRIBUTES,
    DELETED
  }

  private final Map<NodeId, EnumSet<Deed>> deeds = new LinkedHashMap<>();
  private final Map<NodeId, OpOrder> firstMoves = new HashMap<>();
  private final Map<OpId, List<OpId>> replaced = new HashMap<>();

  void add(Commit commit) {
    for (int i = 0; i < commit.operations().size(); i++)
      add(commit.operations().get(i), commit.order(i));
  }

  private void add(Operation operation, OpOrder order) {
    switch (operation) {
      case Operation.Create op -> note(op.node(), Deed.BORN);
      case Operation.Move op -> {
        note(op.node(), Deed.MOVED);
        firstMoves.putIfAbsent(op.node(), order);
      }
      case Operation.SetContent op -> {
        note(op.node(), Deed.CONTENT);
        replaced.put(order.id(), op.base());
      }
      case Operation.SetAttributes op -> note(op.node(), Deed.ATTRIBUTES);
      case Operation.Delete op -> op.nodes().forEach(member -> note(member.node(), Deed.DELETED));
      case Operation.Touch op -> note(op.node(), Deed.TOUCHED);
      // What was shown before is shown after: nothing to undo.
      case Operation.Split _, Operation.NameVault _ -> {}
    }
  }

  private void note(NodeId node, Deed deed) {
    deeds.computeIfAbsent(node, _ -> EnumSet.noneOf(Deed.class)).add(deed);
  }

  Set<NodeId> nodes() {
    return deeds.keySet();
  }

  Set<Deed> of(NodeId node) {
    return deeds.getOrDefault(node, EnumSet.noneOf(Deed.class));
  }

  /// The versions, set by others, that were replaced on the way to these.
  Set<OpId> replacedBy(Iterable<OpId> versions) {
    Set<OpId> before = new TreeSet<>();
    List<OpId> next = new ArrayList<>();
    versions.forEach(next::add);
    Set<OpId> met = new LinkedHashSet<>(next);
    while (!next.isEmpty()) {
      OpId version = next.removeLast();
      List<OpId> bases = replaced.get(version);
      if (bases == null) before.add(version);
      else for (OpId base : bases) if (met.add(base)) next.add(base);
    }
    return before;
  }

  /// Where its first move stands; the node must be [Deed#MOVED].
  OpOrder firstMove(NodeId node) {
    OpOrder first = firstMoves.get(node);
    if (first == null) throw new IllegalArgumentException("was not moved: " + node);
    return first;
  }
}
