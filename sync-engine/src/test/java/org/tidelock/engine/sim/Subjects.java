package org.tidelock.engine.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What a story is about beside the ordinary, again and again. By a chance of its own, so that stories that are not about a thing stay as they are when it is
/// told in another way.
final class Subjects {
  /// One event in so many is about one of them.
  private static final int SELDOM = 8;

  enum Subject {
    UNDO,
    JOIN,
    IGNORE,
    LOSS,
    WATCH
  }

  private final List<Subject> all;
  private final Random random;

  Subjects(long seed) {
    all = of(seed);
    random = new Random(seed * 0x9E3779B97F4A7C15L + 3);
  }

  /// In one order.
  static List<Subject> of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 2);
    List<Subject> all = new ArrayList<>();
    for (Subject subject : Subject.values()) if (random.nextInt(4) == 0) all.add(subject);
    // Who undoes wants earlier versions, which nobody has any more when they are lost.
    if (all.contains(Subject.UNDO)) all.remove(Subject.LOSS);
    return all;
  }

  /// Of the next event.
  Optional<Subject> next() {
    return all.isEmpty() || random.nextInt(SELDOM) > 0
        ? Optional.empty()
        : Optional.of(all.get(random.nextInt(all.size())));
  }
}
