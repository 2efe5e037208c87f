package org.tidelock.engine.plan;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.tidelock.engine.history.NodeId;

/// Actions in an order in which each finds its folder made, its goal free and its content not yet gone.
public record Plan(List<Action> actions) {
  public Plan {
    actions = List.copyOf(actions);
  }

  /// What of it can be done while nothing may be removed from the disk.
  ///
  /// @param slots as in [Projection#slot]
  public Plan withoutRemovals(UnaryOperator<String> slots) {
    return without(_ -> true, slots);
  }

  /// What of it can be done while those may not be removed from the disk whose base rows have these ids.
  ///
  /// @param slots as in [Projection#slot]
  public Plan without(Predicate<NodeId> kept, UnaryOperator<String> slots) {
    return WithoutRemovals.of(this, kept, slots);
  }

  /// What of it can be done while those files may not be touched whose base rows have these ids.
  ///
  /// @param slots as in [Projection#slot]
  public Plan sparing(Predicate<NodeId> spared, UnaryOperator<String> slots) {
    return WithoutRemovals.sparing(this, spared, slots);
  }

  /// What of it can be done while nothing may be touched in these folders.
  ///
  /// @param things whether what has this id may not be touched itself
  /// @param folders whether what is directly in the folder whose base row has this id may not be touched
  /// @param slots as in [Projection#slot]
  public Plan outside(
      Predicate<NodeId> things, Predicate<NodeId> folders, UnaryOperator<String> slots) {
    return WithoutRemovals.outside(this, things, folders, slots);
  }

  public boolean isEmpty() {
    return actions.isEmpty();
  }
}
