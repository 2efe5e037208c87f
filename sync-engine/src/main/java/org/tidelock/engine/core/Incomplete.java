package org.tidelock.engine.core;

import java.util.List;
import org.tidelock.engine.TidelockException;

/// What is told when some of the files could not be had and the others are there.
final class Incomplete {
  private Incomplete() {}

  static TidelockException of(List<Delivery.Failure> failures, long arrived) {
    Delivery.Failure failure = failures.getFirst();
    TidelockException first = Troubles.ofFile(failure.path().toString(), failure.cause());
    String others = failures.size() == 1 ? "" : " and " + (failures.size() - 1) + " more";
    return new TidelockException(
        first.code(),
        "Not everything could be brought: " + failure.path() + others + ". " + first.whatHappened(),
        (arrived == 1 ? "One other file is" : arrived + " other files are")
            + " there, and nothing was overwritten.",
        first.whatToDo(),
        first.object().orElse(null),
        first);
  }
}
