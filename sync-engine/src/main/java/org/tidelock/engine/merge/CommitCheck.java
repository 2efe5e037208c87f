package org.tidelock.engine.merge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
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
        checkPlace(op.parent(), op.name(), id);
        require(
            !op.node().equals(Tree.LIMBO) && born.put(op.node(), op.kind()) == null,
            "creates what cannot be created",
            id);
        require(!isOther(op), "creates a known node anew as another one", id);
      }
      case Operation.Move op -> {
        kind(op.node(), id);
        checkPlace(op.parent(), op.name(), id);
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
        checkPlace(op.parent(), op.name(), id);
        require(known(op.copy()).filter(k -> k != kind).isEmpty(), "splits off something else", id);
        born.put(op.copy(), kind);
      }
      case Operation.Touch op -> kind(op.node(), id);
      case Operation.NameVault op ->
          require(VaultNames.isVaultName(op.name()), "gives the vault no valid name", id);
    }
  }

  /// A node is born again only when a device publishes its work under a new writer id, and then as it was: another place of birth could
  /// be inside itself, another kind would hide what is in it.
  private boolean isOther(Operation.Create op) {
    return state
        .node(op.node())
        .filter(
            known ->
                known.kind() != op.kind()
                    || !known.birth().parent().equals(op.parent())
                    || !known.birth().name().equals(op.name()))
        .isPresent();
  }

  private void checkPlace(NodeId parent, String name, OpId id) {
    require(VaultNames.isValid(name), "gives a node no valid name", id);
    require(
        parent.equals(Nodes.ROOT) || kind(parent, id) == NodeKind.FOLDER,
        "puts a node into something that is no folder",
        id);
  }

  private NodeKind kind(NodeId node, OpId id) {
    return known(node).orElseThrow(() -> malformed("speaks of an unknown node", id));
  }

  private Optional<NodeKind> known(NodeId node) {
    NodeKind kind = born.get(node);
    return kind != null ? Optional.of(kind) : state.node(node).map(Node::kind);
  }

  private void require(boolean condition, String what, OpId id) {
    if (!condition) throw malformed(what, id);
  }

  private static MalformedCommitException malformed(String what, OpId id) {
    return new MalformedCommitException("operation " + id + " " + what);
  }
}
