package org.tidelock.engine.plan;

import java.util.List;

/// Actions in an order in which each finds its folder made, its goal free and its content not yet gone.
public record Plan(List<Action> actions) {
  public Plan {
    actions = List.copyOf(actions);
  }

  /// What of it can be done while nothing may be removed from the disk.
  public Plan withoutRemovals() {
    return WithoutRemovals.of(this);
  }

  public boolean isEmpty() {
    return actions.isEmpty();
  }
}
