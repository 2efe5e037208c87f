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

  /// Folders that are not left empty.
  private final Set<NodeId> used = new HashSet<>();

  private final Predicate<NodeId> kept;
  private final Predicate<NodeId> spared;
  private final Predicate<Action> untouchable;
  private final UnaryOperator<String> slots;

  private WithoutRemovals(
      Predicate<NodeId> kept,
      Predicate<NodeId> spared,
      Predicate<Action> untouchable,
      UnaryOperator<String> slots) {
    this.kept = kept;
    this.spared = spared;
    this.untouchable = untouchable;
    this.slots = slots;
  }

  static Plan of(Plan plan, Predicate<NodeId> kept, UnaryOperator<String> slots) {
    return new WithoutRemovals(kept, _ -> false, _ -> false, slots).of(plan);
  }

  /// Nothing is done to these files either.
  static Plan sparing(Plan plan, Predicate<NodeId> spared, UnaryOperator<String> slots) {
    return new WithoutRemovals(_ -> false, spared, _ -> false, slots).of(plan);
  }

  /// Nothing is done to these things, nor to anything in these folders.
  static Plan outside(
      Plan plan, Predicate<NodeId> things, Predicate<NodeId> folders, UnaryOperator<String> slots) {
    Predicate<Action> untouchable =
        action -> things.test(action.id()) || folders(action).stream().anyMatch(folders);
    return new WithoutRemovals(_ -> false, _ -> false, untouchable, slots).of(plan);
  }

  private static List<NodeId> folders(Action action) {
    return switch (action) {
      case Action.Rebase a -> List.of(a.base().parent());
      case Action.MakeFolder a -> List.of(a.at().folder());
      case Action.Place a -> List.of(a.at().folder());
      case Action.Replace a ->
          a.kept()
              .map(kept -> List.of(a.at().folder(), kept.at().folder()))
              .orElse(List.of(a.at().folder()));
      case Action.Move a -> List.of(a.from().folder(), a.to().folder());
      case Action.SetAttributes a -> List.of(a.at().folder());
      case Action.Remove a -> List.of(a.at().folder());
    };
  }

  private Plan of(Plan plan) {
    while (true) {
      int known = held.size() + taken.size() + used.size();
      List<Action> rest = new ArrayList<>();
      for (Action action : plan.actions()) if (!holds(action)) rest.add(action);
      if (held.size() + taken.size() + used.size() == known) return new Plan(rest);
    }
  }

  private boolean holds(Action action) {
    if (untouchable.test(action)) return staysUntouched(action);
    return switch (action) {
      case Action.Rebase a ->
          spared.test(a.base().id()) && !a.base().id().equals(a.id()) && hold(a.id());
      case Action.Remove a ->
          kept.test(a.id()) || spared.test(a.id()) || used.contains(a.id())
              ? stays(a.id(), a.at())
              : false;
      case Action.Replace a ->
          (a.removesAnother() && kept.test(a.base().id()))
                  || spared.test(a.base().id())
                  || isHeld(a, a.at())
                  || a.kept().filter(kept -> isHeld(kept.entry().id(), kept.at())).isPresent()
              ? stays(a)
              : false;
      case Action.Move a ->
          spared.test(a.id()) || isHeld(a, a.to()) ? stays(a.id(), a.from()) : false;
      case Action.MakeFolder a -> isHeld(a, a.at()) && hold(a.id());
      case Action.Place a -> isHeld(a, a.at()) && hold(a.id());
      case Action.SetAttributes a -> held.contains(a.id()) || (spared.test(a.id()) && hold(a.id()));
    };
  }

  private boolean staysUntouched(Action action) {
    return switch (action) {
      case Action.Remove a -> stays(a.id(), a.at());
      case Action.Replace a -> stays(a);
      case Action.Move a -> stays(a.id(), a.from());
      case Action.Rebase _, Action.MakeFolder _, Action.Place _, Action.SetAttributes _ ->
          hold(action.id());
    };
  }

  private boolean isHeld(Action action, Location goal) {
    return isHeld(action.id(), goal);
  }

  private boolean isHeld(NodeId id, Location goal) {
    return held.contains(id) || taken.contains(goal.slot(slots)) || held.contains(goal.folder());
  }

  private boolean stays(Action.Replace action) {
    action.kept().ifPresent(kept -> hold(kept.entry().id()));
    return stays(action.id(), action.at());
  }

  private boolean stays(NodeId id, Location at) {
    taken.add(at.slot(slots));
    used.add(at.folder());
    return hold(id);
  }

  private boolean hold(NodeId id) {
    held.add(id);
    return true;
  }
}
