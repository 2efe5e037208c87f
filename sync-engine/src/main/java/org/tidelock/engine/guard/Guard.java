package org.tidelock.engine.guard;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.plan.Plan;
import org.tidelock.engine.selection.Selection;
import org.tidelock.engine.trust.SealedContents;

/// Stands at both doors of a round and lets through all but what has to wait for an answer. On the engine's thread.
public final class Guard {
  private final RewriteGuard rewrites;
  private final RemovalGuard removals;
  private final UnaryOperator<String> slots;

  /// @param slots which names of one folder are one on this disk, as in [org.tidelock.engine.plan.Projection#slot]
  /// @param elsewhere rows of folders that lie elsewhere on this device
  public Guard(
      Tables tables,
      Disk disk,
      SealedContents contents,
      UnaryOperator<String> slots,
      Selection selection,
      Supplier<Set<NodeId>> elsewhere,
      InstantSource clock) {
    this.slots = slots;
    Shrinking shrinking = new Shrinking(tables.versions(), tables.packs(), contents);
    rewrites = new RewriteGuard(tables, new Beginnings(disk, shrinking), shrinking, slots, clock);
    removals = new RemovalGuard(tables, slots, selection, elsewhere, clock);
  }

  /// What of a scan may be recorded. What waited and is as it was, or was moved or replaced, waits no longer.
  public Scan outgoing(Scan scan) {
    return removals.outgoing(rewrites.outgoing(scan));
  }

  /// The same, as it would be now; nothing is kept.
  public Scan wouldPass(Scan scan) {
    return removals.wouldPass(rewrites.wouldPass(scan));
  }

  /// The same; kept is only what waits no longer.
  public Scan releasing(Scan scan) {
    return removals.releasing(rewrites.releasing(scan));
  }

  /// What of a plan may be done: all but what has to wait, and what needs it.
  ///
  /// @param plan for all folders that may differ
  public Plan incoming(Plan plan) {
    return removals.incoming(rewrites.incoming(plan));
  }

  /// The same, as it would be now; nothing is kept.
  public Plan wouldPass(Plan plan) {
    return removals.wouldPass(rewrites.wouldPass(plan));
  }

  /// As [#incoming], while nothing at all may be removed.
  public Plan incomingWithoutRemovals(Plan plan) {
    return rewrites.incoming(plan).withoutRemovals(slots);
  }

  /// As [#wouldPass], while nothing at all may be removed.
  public Plan wouldPassWithoutRemovals(Plan plan) {
    return rewrites.wouldPass(plan).withoutRemovals(slots);
  }
}
