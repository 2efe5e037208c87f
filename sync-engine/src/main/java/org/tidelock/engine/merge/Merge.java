package org.tidelock.engine.merge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VersionVector;

/// Adds one commit at a time to the merged state. The state depends only on the set of commits applied, not on their order (I5).
/// Costs follow the commit; only a move that is older than moves already known undoes and redoes those. Not thread-safe.
public final class Merge {
  static final Comparator<ContentVersion> WINNER_FIRST =
      Comparator.comparing(ContentVersion::order).reversed();

  private final MergeState state;

  public Merge(MergeState state) {
    this.state = state;
  }

  /// Applies a commit whose `seen` is applied already; a commit that is applied already changes nothing.
  ///
  /// @throws IllegalStateException if a segment that its author had seen is missing; nothing was applied
  /// @throws MalformedCommitException if it speaks of what its author cannot have known; nothing was applied
  public Merged apply(Commit commit) {
    VersionVector applied = state.applied();
    if (applied.seen(commit.writer()) > commit.seq()) return Merged.NOTHING;
    if (applied.seen(commit.writer()) < commit.seq() || !applied.covers(commit.seen()))
      throw new IllegalStateException(
          "a commit can be merged only after everything its author had seen");
    new CommitCheck(state, commit).check();
    state.applied(commit.writer(), commit.seq(), commit.seen());
    return new Step(commit).run();
  }

  /// The work of one commit.
  private final class Step {
    private final Commit commit;
    private final Tree tree = new Tree(state);
    private final Positions positions = new Positions(state, tree);
    private final Lives lives = new Lives(state, tree);

    Step(Commit commit) {
      this.commit = commit;
    }

    /// What many operations may bear on (places, lives) is worked out once, after all of them.
    Merged run() {
      for (int i = 0; i < commit.operations().size(); i++)
        apply(commit.operations().get(i), commit.order(i));
      List<MoveRecord> ignored = positions.settle();
      lives.settle();
      tree.updateStateHash();
      return new Merged(tree.changedFolders(), ignored);
    }

    private void apply(Operation operation, OpOrder order) {
      switch (operation) {
        case Operation.Create op -> create(op, order);
        case Operation.Move op -> move(op, order);
        case Operation.SetContent op -> setContent(op, order);
        case Operation.SetAttributes op -> setAttributes(op, order);
        case Operation.Delete op -> lives.delete(op, order.id(), commit.seen());
        case Operation.Split op -> split(op, order);
        case Operation.Touch op -> lives.addDot(op.node(), order.id());
        case Operation.NameVault op -> nameVault(new VaultName(order, op.name()));
      }
    }

    private void create(Operation.Create op, OpOrder order) {
      Place birth = new Place(op.parent(), op.name(), order);
      bear(op.node(), op.kind(), order, commit.made(), birth, List.of());
      lives.addDot(op.node(), order.id());
    }

    /// A node may be born more than once: by concurrent Splits, or when a device publishes its work again under a new writer id.
    /// The first birth in operation order counts.
    private void bear(
        NodeId id,
        NodeKind kind,
        OpOrder born,
        Instant made,
        Place birth,
        List<ContentVersion> versions) {
      Optional<Node> known = state.node(id);
      if (known.isEmpty())
        tree.add(
            new Node(
                id,
                kind,
                born,
                made,
                birth,
                birth,
                VersionVector.EMPTY,
                VersionVector.EMPTY,
                versions,
                Optional.empty(),
                List.of(),
                false,
                0));
      else if (birth.order().compareTo(known.get().birth().order()) < 0) {
        tree.put(known.get().withBirth(kind, born, made, birth));
        positions.reborn(id, birth);
      }
    }

    private void move(Operation.Move op, OpOrder order) {
      positions.move(op, order);
      lives.addDot(op.node(), order.id());
      lives.moved(op.node(), order.id(), commit.seen());
    }

    private void setContent(Operation.SetContent op, OpOrder order) {
      ContentVersion version = ContentVersion.of(op, order, commit.made());
      state.putVersion(version);
      Node node = tree.node(op.node());
      List<ContentVersion> live = new ArrayList<>(node.versions());
      live.removeIf(v -> op.base().contains(v.id()));
      live.add(version);
      live.sort(WINNER_FIRST);
      tree.put(node.withVersions(live));
      lives.addDot(op.node(), order.id());
    }

    private void setAttributes(Operation.SetAttributes op, OpOrder order) {
      Node node = tree.node(op.node());
      boolean newer = node.attributes().map(a -> a.order().compareTo(order) < 0).orElse(true);
      if (newer) tree.put(node.withAttributes(new AttributeStamp(order, op.attributes())));
    }

    /// The copy's life is that of the version: a Split is no new reason to live, so that a delete of the version's node that had seen
    /// the version, and lists the copy, removes it whoever split it.
    private void split(Operation.Split op, OpOrder order) {
      OpId id = op.version();
      ContentVersion version = state.version(id).orElseThrow();
      Node node = tree.node(op.node());
      if (node.versions().contains(version))
        tree.put(
            node.withVersions(node.versions().stream().filter(v -> !v.id().equals(id)).toList()));
      Place birth = new Place(op.parent(), op.name(), order);
      bear(op.copy(), node.kind(), version.order(), version.made(), birth, List.of(version));
      lives.addDot(op.copy(), id);
    }

    private void nameVault(VaultName name) {
      Optional<VaultName> known = state.vaultName();
      if (known.isPresent() && known.get().order().compareTo(name.order()) > 0) return;
      StateHash hash = new StateHash(state.stateHash());
      known.ifPresent(hash::remove);
      hash.add(name);
      state.stateHash(hash.sum());
      state.vaultName(name);
    }
  }
}
