package org.tidelock.engine.undo;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.index.LogTable.SegmentKey;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.merge.AttributeStamp;
import org.tidelock.engine.merge.Node;

/// The attributes that others than a selection have given nodes. The merge keeps only the last ones: if those are of the selection, the whole log is read.
final class EarlierStamps {
  private final Selection selection;
  private final Map<NodeId, AttributeStamp> before = new HashMap<>();

  private EarlierStamps(Selection selection) {
    this.selection = selection;
  }

  static EarlierStamps of(
      Collection<Node> nodes, Selection selection, Tables tables, KeptCommits commits)
      throws TidelockException {
    EarlierStamps stamps = new EarlierStamps(selection);
    Set<NodeId> wanted = new HashSet<>();
    for (Node node : nodes) if (stamps.isOurs(node)) wanted.add(node.id());
    if (!wanted.isEmpty())
      for (SegmentKey key : tables.log().inCausalOrder())
        if (!selection.has(key.writer(), key.seq())) stamps.add(commits.commit(key), wanted);
    return stamps;
  }

  private void add(Commit commit, Set<NodeId> wanted) {
    for (int i = 0; i < commit.operations().size(); i++)
      if (commit.operations().get(i) instanceof Operation.SetAttributes op
          && wanted.contains(op.node()))
        before.merge(
            op.node(),
            new AttributeStamp(commit.order(i), op.attributes()),
            (a, b) -> a.order().compareTo(b.order()) > 0 ? a : b);
  }

  boolean isOurs(Node node) {
    return node.attributes().filter(a -> selection.has(a.order().id())).isPresent();
  }

  Optional<AttributeStamp> of(Node node) {
    return isOurs(node) ? Optional.ofNullable(before.get(node.id())) : node.attributes();
  }
}
