package org.tidelock.engine.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.plan.Action;
import org.tidelock.engine.plan.Plan;
import org.tidelock.engine.selection.Extent;
import org.tidelock.engine.selection.Selection;

/// What of a plan goes from this disk only, as a person has chosen so (decision 0117). On the engine's thread.
final class PutAway {
  private final Tables tables;
  private final Selection selection;
  private final UnaryOperator<String> slots;

  /// @param slots as in [org.tidelock.engine.plan.Projection#slot]
  PutAway(Tables tables, Selection selection, UnaryOperator<String> slots) {
    this.tables = tables;
    this.selection = selection;
    this.slots = slots;
  }

  /// The plan without it, as long as not all that was recorded is in the storage.
  Plan allowed(Plan plan) {
    Extent extent = selection.now();
    return extent.isAll() || tables.outbox().isEmpty()
        ? plan
        : plan.without(row -> goes(row, extent), slots);
  }

  /// To be run when all of the plan is done and the base knows it.
  interface Done {
    void run();
  }

  /// Notes what is about to go, before the first of it does.
  Done announce(Plan plan) {
    Extent extent = selection.now();
    if (extent.isAll()) return () -> {};
    List<NodeId> going = new ArrayList<>();
    for (Action action : plan.actions())
      switch (action) {
        case Action.Remove a -> going.add(a.base().id());
        case Action.Replace a when a.removesAnother() -> going.add(a.base().id());
        default -> {}
      }
    going.removeIf(row -> !goes(row, extent));
    if (going.isEmpty()) return () -> {};
    // What an earlier run has left there is found out by a look at everything.
    boolean first = tables.putAway().isEmpty();
    tables
        .db()
        .transaction(
            () -> {
              tables.putAway().add(going);
              return true;
            });
    return first ? tables.putAway()::clear : () -> {};
  }

  private boolean goes(NodeId row, Extent extent) {
    return tables.base().row(row).filter(extent::leavesOut).isPresent();
  }
}
