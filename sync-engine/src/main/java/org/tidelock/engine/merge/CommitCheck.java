package org.tidelock.engine.merge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VaultNames;

/// Refuses a commit that refers to what does not exist, before anything of it is applied. A well-behaved device cannot make one.
final class CommitCheck {
  private final MergeState state;
  private final Commit commit;
  private final Map<NodeId, NodeKind> born = new HashMap<>();
  private final Set<OpId> set = new HashSet<>();

  CommitCheck(MergeState state, Commit commit) {
    this.state = state;
    this.commit = commit;
  }

  void check() {
    for (int i = 0; i < commit.operations().size(); i++)
      check(commit.operations().get(i), commit.id(i));
  }

  private void check(Operation operation, OpId id) {
    require(
        !operation.node().equals(Nodes.ROOT) || operation instanceof Operation.NameVault,
        "changes the root folder",
        id);
    switch (operation) {
      case Operation.Create op -> {
        checkParent(op.parent(), id);
        require(!op.parent().equals(op.node()), "creates a node in itself", id);
        born.put(op.node(), op.kind());
      }
      case Operation.Move op -> {
        kind(op.node(), id);
        checkParent(op.parent(), id);
      }
      case Operation.SetContent op -> {
        require(kind(op.node(), id) != NodeKind.FOLDER, "gives content to a folder", id);
        for (OpId base : op.base())
          require(
              commit.seen().covers(base) || set.contains(base), "replaces an unknown version", id);
        set.add(id);
      }
      case Operation.SetAttributes op -> kind(op.node(), id);
      case Operation.Delete op -> {
        for (Operation.Deleted member : op.nodes()) kind(member.node(), id);
      }
      case Operation.Split op -> {
        NodeKind kind = kind(op.node(), id);
        require(kind != NodeKind.FOLDER, "splits a folder", id);
        require(
            op.copy().equals(Nodes.copyOf(op.node(), op.version())), "gives a copy a wrong id", id);
        require(
            set.contains(op.version()) || state.version(op.version()).isPresent(),
            "splits an unknown version",
            id);
        checkParent(op.parent(), id);
        born.put(op.copy(), kind);
      }
      case Operation.Touch op -> kind(op.node(), id);
      case Operation.NameVault op ->
          require(VaultNames.isVaultName(op.name()), "gives the vault no valid name", id);
    }
  }

  private void checkParent(NodeId parent, OpId id) {
    require(
        parent.equals(Nodes.ROOT) || kind(parent, id) == NodeKind.FOLDER,
        "puts a node into something that is no folder",
        id);
  }

  private NodeKind kind(NodeId node, OpId id) {
    NodeKind kind = born.get(node);
    if (kind != null) return kind;
    return state
        .node(node)
        .map(Node::kind)
        .orElseThrow(() -> malformed("speaks of an unknown node", id));
  }

  private void require(boolean condition, String what, OpId id) {
    if (!condition) throw malformed(what, id);
  }

  private static MalformedCommitException malformed(String what, OpId id) {
    return new MalformedCommitException("operation " + id + " " + what);
  }
}
