package org.tidelock.engine.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;

/// One line of a checkpoint: a thing that follows from the segments below its vector (docs/vault-format-checkpoints.md). Rows stand in the order of these kinds,
/// and within a kind in that of their keys. What follows from other rows is not in them, but for what the reader compares.
public sealed interface CheckpointRow {
  /// A segment without its operations.
  record SegmentRow(
      WriterId writer, long seq, Hash256 hash, VersionVector seen, long lamport, Instant made)
      implements CheckpointRow {
    public OpId first() {
      return new OpId(writer, seq, 0);
    }
  }

  record PackRow(PackId id, long length, Hash256 sha256, EpochId epoch) implements CheckpointRow {}

  /// Where a chunk lies; `epoch` is that of the file key that opens it.
  record ChunkRow(ChunkId id, EpochId epoch, List<PackEntry.Extent> extents)
      implements CheckpointRow {
    public ChunkRow {
      extents = List.copyOf(extents);
    }
  }

  /// A version that some commit set, superseded or not. `content` holds a lineage key.
  record VersionRow(OpOrder order, NodeId node, Attributes attributes, Content content)
      implements CheckpointRow {}

  /// Where an operation has put something.
  record Spot(NodeId parent, String name, OpOrder order) {}

  /// The attributes that the last `set-attributes` of a node gave it.
  record Stamp(OpOrder order, Attributes attributes) {}

  /// A node, dead ones too. Where it is now follows from its birth and the moves.
  ///
  /// @param life by writer, the highest segment with a life dot, plus one
  /// @param moves by writer, the highest segment with a move of the node, plus one
  /// @param versions the live ones, the winner first
  /// @param deletions those that list it, ascending
  /// @param children how many visible nodes have it as parent
  record NodeRow(
      NodeId id,
      NodeKind kind,
      Spot birth,
      OpOrder born,
      VersionVector life,
      VersionVector moves,
      List<OpOrder> versions,
      Optional<Stamp> attributes,
      List<OpId> deletions,
      boolean lives,
      int children)
      implements CheckpointRow {
    public NodeRow {
      versions = List.copyOf(versions);
      deletions = List.copyOf(deletions);
    }
  }

  /// A move, done or left out: which of them it was follows from all.
  record MoveRow(OpOrder order, NodeId node, NodeId parent, String name) implements CheckpointRow {}

  /// Some of the nodes that a deletion lists, [#GROUP] in each row but the last.
  ///
  /// @param group counts the rows of one deletion from 0
  record DeletionRow(OpId id, int group, NodeId root, List<Member> members)
      implements CheckpointRow {
    public static final int GROUP = 1024;

    public DeletionRow {
      members = List.copyOf(members);
    }
  }

  /// @param parent as the deletion has recorded it
  /// @param moved it has a move concurrent with the deletion
  record Member(NodeId node, NodeId parent, boolean moved) {}
}
