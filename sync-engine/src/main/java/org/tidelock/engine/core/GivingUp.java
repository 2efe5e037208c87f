package org.tidelock.engine.core;

import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.verify.Scrubber;

/// Gives up the versions of files that the storage has lost. They stop every round at its end until then.
record GivingUp(Workshop shop, Work work, VaultRounds rounds, Repairs repairs, OldHistory history) {
  private static final Logger LOG = LoggerFactory.getLogger(GivingUp.class);

  UndoReport giveUp() throws TidelockException, InterruptedException {
    repairs.round();
    lookAgain();
    history.rest();
    UndoReport report = work.asked(() -> shop.undoing().undo(new UndoRequest.Lost()));
    if (report.isNothing()) return report;
    LOG.warn("the lost versions of {} files were given up", report.undone());
    // What is only on this disk by now is sent again.
    repairs.mend(List.of());
    return report;
  }

  /// A storage may have answered wrongly, or a drive may be back.
  private void lookAgain() throws TidelockException, InterruptedException {
    Scrubber.Round damaged = work.asked(() -> shop.scrubber().damaged());
    if (damaged.read().isEmpty()) return;
    Set<ObjectName> wrong = shop.scrubber().look(damaged);
    work.asked(
        () -> {
          shop.scrubber().areBack(damaged, wrong);
          return true;
        });
  }
}
