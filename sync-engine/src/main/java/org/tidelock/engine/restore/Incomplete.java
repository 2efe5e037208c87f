package org.tidelock.engine.restore;

import java.util.List;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.transfer.Troubles;

/// What is told when some of the files could not be had and the others are there.
final class Incomplete {
  private Incomplete() {}

  static TidelockException of(List<Delivery.Failure> failures, long arrived) {
    Delivery.Failure failure = failures.getFirst();
    TidelockException first = Troubles.ofFile(failure.path().toString(), failure.cause());
    int others = failures.size() - 1;
    return new TidelockException(
        first.code(),
        others == 0
            ? Happened.INCOMPLETE.of(failure.path(), first.happened())
            : Happened.INCOMPLETE_WITH_MORE.of(failure.path(), others, first.happened()),
        arrived == 1 ? Safe.ONE_OTHER_ARRIVED.of() : Safe.OTHERS_ARRIVED.of(arrived),
        first.todo(),
        first.object().orElse(null),
        first);
  }
}
