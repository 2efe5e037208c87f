package org.tidelock.engine.merge;

import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.history.VersionVector;

/// What [Merge] keeps, by key. Reads see earlier writes at once; one commit's writes become durable together or not at all.
/// One thread at a time. The root folder is not in it. Lists may be in any order unless one is named.
public interface MergeState {
  /// The folding by which [#visibleChildren(NodeId, String)] looks names up; the same for the whole life of a state.
  Folding folding();

  Optional<Node> node(NodeId id);

  /// Inserts or replaces a node, and with it its entry in the index by (parent, visible, key of its name).
  void put(Node node);

  /// The visible nodes whose current parent this is. Dead nodes cost nothing here.
  List<Node> visibleChildren(NodeId parent);

  /// Those of them whose folded name is `key`.
  List<Node> visibleChildren(NodeId parent, String key);

  /// Any version ever set, superseded ones included: a late Split may make one of them live again.
  Optional<ContentVersion> version(OpId id);

  void putVersion(ContentVersion version);

  /// Inserts or replaces by order.
  void putMove(MoveRecord move);

  /// The moves after this order, ascending.
  List<MoveRecord> movesAfter(OpOrder order);

  /// All moves of a node, effective or not.
  List<MoveRecord> movesOf(NodeId node);

  /// A new deletion with all its members.
  void putDeletion(Deletion deletion, List<Deleted> members);

  /// Replaces a known deletion; the members stay.
  void putDeletion(Deletion deletion);

  /// @throws IllegalStateException if it is not known
  Deletion deletion(OpId id);

  /// The parent that a deletion recorded for a member; empty if it does not list the node.
  Optional<NodeId> recordedParent(OpId deletion, NodeId node);

  List<Deleted> members(OpId deletion);

  /// Empty if nobody ever named the vault.
  Optional<VaultName> vaultName();

  void vaultName(VaultName name);

  /// What the author of a known segment had seen.
  /// @throws IllegalStateException if the segment was not applied
  VersionVector seen(WriterId writer, long seq);

  /// Whether a delete kills a life-dot: its author had seen that, or it stands in the same segment.
  default boolean kills(OpId deletion, OpId dot) {
    boolean sameSegment = deletion.writer().equals(dot.writer()) && deletion.seq() == dot.seq();
    return sameSegment || seen(deletion.writer(), deletion.seq()).covers(dot);
  }

  /// The segments that were applied.
  VersionVector applied();

  /// Notes a segment as applied.
  void applied(WriterId writer, long seq, VersionVector seen);

  /// All zero for a new state.
  Hash256 stateHash();

  void stateHash(Hash256 hash);
}
