package org.tidelock.engine.core;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.verify.Repair;

/// A check, what can be done about its findings, and another one.
///
/// @param rounds between the steps: what was edited is recorded before files are sent again
record Repairs(Workshop shop, Work work, VaultRounds rounds, Checking checking) {
  private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

  RepairReport repair(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    VerifyReport found = checking.run(deep, progress);
    if (found.findings().isEmpty()) return new RepairReport(0, 0, List.of(), found);
    Mended mended = mend(Repair.toPutBack(found));
    VerifyReport left = checking.run(deep, progress);
    return new RepairReport(
        mended.objects, mended.files, work.asked(() -> shop.repair().lost()), left);
  }

  /// How many objects were put back, and files sent again.
  record Mended(long objects, long files) {}

  /// Puts back these objects, and sends files again whose packs are known to be damaged. What was edited meanwhile is recorded first.
  Mended mend(Collection<ObjectName> lost) throws TidelockException, InterruptedException {
    long objects = work.asked(() -> shop.repair().putBack(lost));
    round();
    long files = work.asked(() -> shop.repair().forget(shop.asKnown()));
    if (files > 0) round();
    return new Mended(objects, files);
  }

  /// What is missing stops the end of a round, in which files are brought here, and not its beginning.
  void round() throws TidelockException, InterruptedException {
    try {
      rounds.sync();
    } catch (TidelockException e) {
      if (e.code().exitCode() < 20) throw e;
      LOG.info("a round of a repair ended with a finding", e);
    }
  }
}
