package org.tidelock.engine.core;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.verify.Expected;
import org.tidelock.engine.verify.Scrubber;

/// Gives up the versions of files that the storage has lost. They stop every round at its end until then.
record GivingUp(
    Workshop shop,
    Work work,
    VaultRounds rounds,
    Repairs repairs,
    OldHistory history,
    Mirroring mirroring) {
  private static final Logger LOG = LoggerFactory.getLogger(GivingUp.class);

  UndoReport giveUp() throws TidelockException, InterruptedException {
    repairs.round();
    history.rest();
    Optional<UndoReport> done = Optional.empty();
    while (done.isEmpty()) {
      Set<PackId> wrong = lookAgain();
      // What is on this disk is not given up.
      repairs.mend(List.of());
      done = work.asked(() -> giveUp(wrong));
    }
    UndoReport report = done.get();
    if (report.isNothing()) return report;
    LOG.warn("the lost versions of {} files were given up", report.undone());
    // What is only on this disk by now is sent again.
    repairs.mend(List.of());
    return report;
  }

  /// Nothing, if something else was found damaged meanwhile, which one answer may have said.
  private Optional<UndoReport> giveUp(Set<PackId> wrong) throws TidelockException {
    if (!wrong.containsAll(shop.damaged().all())) return Optional.empty();
    return Optional.of(shop.undoing().undo(new UndoRequest.Lost()));
  }

  /// A storage may have answered wrongly, a drive may be back, or a second copy have it.
  ///
  /// @return the packs that are lost for sure
  private Set<PackId> lookAgain() throws TidelockException, InterruptedException {
    Scrubber.Round damaged = work.asked(() -> shop.scrubber().damaged());
    if (damaged.read().isEmpty()) return Set.of();
    Set<ObjectName> wrong = new HashSet<>(shop.scrubber().look(damaged));
    List<Expected> lost = damaged.objects().stream().filter(e -> wrong.contains(e.name())).toList();
    wrong.removeAll(mirroring.bringBack(lost));
    return work.asked(
        () -> {
          shop.scrubber().areBack(damaged, wrong);
          Set<PackId> packs = new HashSet<>();
          for (ObjectName name : wrong) name.asPack().ifPresent(packs::add);
          return packs;
        });
  }
}
