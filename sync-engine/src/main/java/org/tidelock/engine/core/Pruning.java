package org.tidelock.engine.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.PruneReport;
import org.tidelock.engine.PruneReport.Amount;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.prune.Survey;
import org.tidelock.engine.transfer.Troubles;

/// Says what in the storage nothing needs any more. Rounds go on meanwhile.
record Pruning(Workshop shop, Work work, Gate gate, Time clock) {
  PruneReport preview() throws TidelockException, InterruptedException {
    work.asked(
        () -> {
          shop.learner().learnAll();
          requireConfirmed();
          return true;
        });
    return report(survey(), clock.instant());
  }

  /// A checkpoint says of old versions what its author wants, until it was compared with the log.
  private void requireConfirmed() throws TidelockException {
    if (!shop.audit().isPending()) return;
    long coming = shop.tables().log().notFetched();
    throw new TidelockException(
        ErrorCode.USAGE,
        coming > 0
            ? Happened.OLDER_HISTORY_COMING.of(coming)
            : Happened.HISTORY_BEING_COMPARED.of(),
        Safe.NOTHING_CHANGED.of(),
        Todo.WAIT_FOR_HISTORY.of());
  }

  private List<Survey.Pack> survey() throws TidelockException, InterruptedException {
    return gate.passLong(
        () -> {
          try (Database index = shop.tables().db().reader()) {
            return shop.survey(index, this::giveWay);
          } catch (IndexException e) {
            throw Troubles.ofIndex(e);
          }
        });
  }

  private void giveWay() throws InterruptedException {
    if (gate.isShut()) throw new VaultClosedException();
    if (Thread.interrupted()) throw new InterruptedException();
  }

  private static PruneReport report(List<Survey.Pack> packs, Instant now) {
    Amount stored = Amount.NONE;
    Amount present = Amount.NONE;
    Amount history = Amount.NONE;
    Amount unneeded = Amount.NONE;
    Optional<Instant> until = Optional.empty();
    for (Survey.Pack pack : packs) {
      stored = stored.and(pack.length());
      if (pack.isPresent()) present = present.and(pack.length());
      else if (!pack.isNeeded(now)) unneeded = unneeded.and(pack.length());
      else {
        history = history.and(pack.length());
        if (until.isEmpty() || pack.until().orElseThrow().isBefore(until.get()))
          until = pack.until();
      }
    }
    return new PruneReport(stored, present, history, until, unneeded);
  }
}
