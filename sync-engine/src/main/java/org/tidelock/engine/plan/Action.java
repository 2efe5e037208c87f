package org.tidelock.engine.plan;

import java.util.Collections;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.merge.Entry;

/// One thing to do on the disk. Places are (id of the folder's base row, local name), so that they stay right while folders move.
/// Preconditions are checked again when it is done: the slot named as a goal is free, and what is replaced, moved or removed is
/// still as the base says (I3).
public sealed interface Action {
  /// The entry that it is about.
  NodeId id();

  record Location(NodeId folder, String name) {
    /// The same for all names that are one on this disk.
    ///
    /// @param slots as in [Projection#slot]
    public Location slot(UnaryOperator<String> slots) {
      return new Location(folder, slots.apply(name));
    }
  }

  /// Bookkeeping only: the base row `base` now stands for `entry`; rows below it get the new id as
  /// their parent. Name, content and attributes of the row stay.
  ///
  /// @param placed what the row says of it: not yet the entry's if it is still to be moved
  record Rebase(BaseEntry base, Entry entry, Optional<OpOrder> placed) implements Action {
    @Override
    public NodeId id() {
      return entry.id();
    }
  }

  record MakeFolder(Entry entry, Location at) implements Action {
    @Override
    public NodeId id() {
      return entry.id();
    }
  }

  /// One rename, of a whole folder too; never onto something.
  ///
  /// @param placed what the row says of it afterwards
  record Move(NodeId id, Location from, Location to, Optional<OpOrder> placed) implements Action {}

  /// A new file or link.
  record Place(Entry entry, Location at) implements Action {
    @Override
    public NodeId id() {
      return entry.id();
    }
  }

  /// New content for the file at `at`, whose base row is `base`; afterwards the row stands for `entry`.
  ///
  /// @param kept what becomes of the file that was there; empty if it goes to the trash
  record Replace(Entry entry, BaseEntry base, Location at, Optional<Kept> kept) implements Action {
    /// The version on this disk is wanted elsewhere, as the copy of a conflict for one: the file goes there, with its row.
    public record Kept(Entry entry, Location at) {}

    @Override
    public NodeId id() {
      return entry.id();
    }

    /// Whether another file takes the place of one that was deleted.
    public boolean removesAnother() {
      return Collections.disjoint(base.nodes(), entry.nodes());
    }
  }

  record SetAttributes(Entry entry, Location at) implements Action {
    @Override
    public NodeId id() {
      return entry.id();
    }
  }

  /// To the trash; a folder only when it is empty by then.
  record Remove(BaseEntry base, Location at) implements Action {
    @Override
    public NodeId id() {
      return base.id();
    }
  }
}
