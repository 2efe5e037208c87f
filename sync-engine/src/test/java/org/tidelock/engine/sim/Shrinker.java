package org.tidelock.engine.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Takes away what is not needed from a list that fails, until everything that is left is needed (ddmin of Zeller and Hildebrandt).
final class Shrinker<T> {
  private final Predicate<List<T>> fails;

  /// @param fails whether a list still fails in the same way
  Shrinker(Predicate<List<T>> fails) {
    this.fails = fails;
  }

  /// Of a list that fails.
  List<T> shrink(List<T> list) {
    List<T> left = List.copyOf(list);
    int parts = 2;
    while (!left.isEmpty()) {
      List<T> smaller = withoutOneOf(left, Math.min(parts, left.size()));
      if (smaller.size() < left.size()) {
        left = smaller;
        parts = Math.max(parts - 1, 2);
      } else if (parts >= left.size()) {
        break;
      } else {
        parts = Math.min(2 * parts, left.size());
      }
    }
    return left;
  }

  /// The last parts are tried first: what came late is seldom the reason, and then much is gone at once.
  private List<T> withoutOneOf(List<T> list, int parts) {
    for (int part = parts - 1; part >= 0; part--) {
      List<T> smaller = new ArrayList<>(list.subList(0, list.size() * part / parts));
      smaller.addAll(list.subList(list.size() * (part + 1) / parts, list.size()));
      if (fails.test(smaller)) return smaller;
    }
    return list;
  }
}
