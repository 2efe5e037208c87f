package org.tidelock.engine.guard;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tidelock.engine.guard.Holds.Judgement;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.plan.Action;
import org.tidelock.engine.plan.Plan;
import org.tidelock.engine.selection.Extent;
import org.tidelock.engine.selection.Selection;

/// Lets removals through, or makes them wait, in both directions.
final class RemovalGuard {
  private static final Optional<Set<NodeId>> NOTHING = Optional.of(Set.of());
  private static final Optional<Set<NodeId>> EVERYTHING = Optional.empty();

  private final Tables tables;
  private final UnaryOperator<String> slots;
  private final Selection selection;
  private final Supplier<Set<NodeId>> elsewhere;
  private final Holds outgoing;
  private final Holds incoming;

  /// @param slots which names of one folder are one on this disk, as in [org.tidelock.engine.plan.Projection#slot]
  /// @param elsewhere rows of folders that lie elsewhere on this device
  RemovalGuard(
      Tables tables,
      UnaryOperator<String> slots,
      Selection selection,
      Supplier<Set<NodeId>> elsewhere,
      InstantSource clock) {
    this.tables = tables;
    this.slots = slots;
    this.selection = selection;
    this.elsewhere = elsewhere;
    this.outgoing = new Holds(tables, clock, Cause.GONE_HERE);
    this.incoming = new Holds(tables, clock, Cause.DELETED_ELSEWHERE);
  }

  /// What of a scan may be recorded: all but what is gone and has to wait. What waited and is back, or was moved or replaced, waits no longer.
  Scan outgoing(Scan scan) {
    Missing missing = Missing.in(scan, slots);
    Judgement judged = judge(missing);
    outgoing.keepRemovals(judged.without(missing.replaced()));
    return missing.without(judged.waiting());
  }

  /// The same, as it would be now; nothing is kept.
  Scan wouldPass(Scan scan) {
    Missing missing = Missing.in(scan, slots);
    return missing.without(judge(missing).waiting());
  }

  /// The same; kept is only what waits no longer.
  Scan releasing(Scan scan) {
    Missing missing = Missing.in(scan, slots);
    Judgement judged = judge(missing);
    outgoing.keepRemovals(judged.releasing());
    return missing.without(judged.waiting());
  }

  /// Nothing is said of what could not be seen.
  private Judgement judge(Missing missing) {
    Scan scan = missing.scan();
    return outgoing.judge(
        missing.asked(),
        scan.complete() ? scan.listed() : NOTHING,
        unasked -> outgoing.massRemoval(unasked, elsewhere));
  }

  /// What of a plan may be done: all but the removals that have to wait, and what needs them.
  ///
  /// @param plan for all folders that may differ
  Plan incoming(Plan plan) {
    Judgement judged = judge(plan);
    incoming.keepRemovals(judged);
    return plan.without(judged.waiting()::contains, slots);
  }

  /// The same, as it would be now; nothing is kept.
  Plan wouldPass(Plan plan) {
    return plan.without(judge(plan).waiting()::contains, slots);
  }

  private Judgement judge(Plan plan) {
    return incoming.judge(
        removed(plan), EVERYTHING, unasked -> incoming.massRemoval(unasked, elsewhere));
  }

  /// Without what goes only because it is not chosen for this device.
  private List<BaseRow> removed(Plan plan) {
    List<BaseRow> removed = new ArrayList<>();
    Extent extent = selection.now();
    for (Action action : plan.actions()) {
      Optional<BaseRow> row =
          switch (action) {
            case Action.Remove a -> tables.base().row(a.base().id());
            case Action.Replace a when a.removesAnother() -> tables.base().row(a.base().id());
            default -> Optional.empty();
          };
      row.filter(r -> !extent.leavesOut(r)).ifPresent(removed::add);
    }
    return removed;
  }
}
