package org.tidelock.engine.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.plan.Action.Location;

/// What of a plan can be done while some things may not be removed from the disk: their removals stay undone, and so does all that needs a place which is not
/// free then, or a folder that cannot be made. Whatever moves does so completely or not at all, so that nothing is left under a passing name.
final class WithoutRemovals {
  private final Set<NodeId> held = new HashSet<>();
  private final Set<Location> taken = new HashSet<>();

  private final Predicate<NodeId> kept;
  private final UnaryOperator<String> slots;

  private WithoutRemovals(Predicate<NodeId> kept, UnaryOperator<String> slots) {
    this.kept = kept;
    this.slots = slots;
  }

  static Plan of(Plan plan, Predicate<NodeId> kept, UnaryOperator<String> slots) {
    WithoutRemovals without = new WithoutRemovals(kept, slots);
    while (true) {
      int known = without.held.size() + without.taken.size();
      List<Action> rest = new ArrayList<>();
      for (Action action : plan.actions()) if (!without.holds(action)) rest.add(action);
      if (without.held.size() + without.taken.size() == known) return new Plan(rest);
    }
  }

  private boolean holds(Action action) {
    return switch (action) {
      case Action.Rebase _ -> false;
      case Action.Remove a -> kept.test(a.id()) && hold(a.id(), a.at());
      case Action.Replace a ->
          (a.removesAnother() && kept.test(a.base().id())) || isHeld(a, a.at())
              ? hold(a.id(), a.at())
              : false;
      case Action.Move a -> isHeld(a, a.to()) ? hold(a.id(), a.from()) : false;
      case Action.MakeFolder a -> isHeld(a, a.at()) && hold(a.id());
      case Action.Place a -> isHeld(a, a.at()) && hold(a.id());
      case Action.SetAttributes a -> held.contains(a.id());
    };
  }

  private boolean isHeld(Action action, Location goal) {
    return held.contains(action.id())
        || taken.contains(goal.slot(slots))
        || held.contains(goal.folder());
  }

  private boolean hold(NodeId id, Location stays) {
    taken.add(stays.slot(slots));
    return hold(id);
  }

  private boolean hold(NodeId id) {
    held.add(id);
    return true;
  }
}
