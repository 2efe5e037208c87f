package org.tidelock.engine.plan;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.plan.Action.Location;

/// What of a plan can be done while some things may not be removed from the disk: their removals stay undone, and so does all that needs a place which is not
/// free then, or a folder that cannot be made. Whatever moves does so completely or not at all, so that nothing is left under a passing name.
final class WithoutRemovals {
  private final Set<NodeId> held = new HashSet<>();
  private final Set<Location> taken = new HashSet<>();

  private final Predicate<NodeId> kept;

  private WithoutRemovals(Predicate<NodeId> kept) {
    this.kept = kept;
  }

  static Plan of(Plan plan, Predicate<NodeId> kept) {
    WithoutRemovals without = new WithoutRemovals(kept);
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
        || taken.contains(loosely(goal))
        || held.contains(goal.folder());
  }

  private boolean hold(NodeId id, Location stays) {
    taken.add(loosely(stays));
    return hold(id);
  }

  /// Some file systems take two spellings for one name.
  private static Location loosely(Location at) {
    return new Location(
        at.folder(), Normalizer.normalize(at.name(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
  }

  private boolean hold(NodeId id) {
    held.add(id);
    return true;
  }
}
