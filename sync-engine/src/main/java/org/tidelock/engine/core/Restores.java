package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.profile.RootGuard;
import org.tidelock.engine.transfer.Troubles;

/// Brings back what was. What is there now is recorded before anything takes its place, and what was restored right after.
final class Restores {
  private final Path folder;
  private final Workshop shop;
  private final Gate gate;
  private final Work work;
  private final VaultRounds rounds;

  Restores(Path folder, Workshop shop, Gate gate, Work work, VaultRounds rounds) {
    this.folder = folder;
    this.shop = shop;
    this.gate = gate;
    this.work = work;
    this.rounds = rounds;
  }

  RestoreReport restore(RestoreRequest request) throws TidelockException, InterruptedException {
    if (request.to().isPresent()) return work.asked(() -> shop.restorer().restore(request));
    if (gate.pass(this::isNotWhole)) return refill(request);
    rounds.sync();
    RestoreReport report = work.asked(() -> shop.restorer().restore(request));
    rounds.follow("what was restored");
    return report;
  }

  /// Everything in it is gone, or it is not known to be the synced folder any more.
  private boolean isNotWhole() throws TidelockException {
    RootGuard guard = shop.guard();
    try {
      return guard.isUnmarked() || guard.isEmptied();
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }

  /// A part alone would look as if the rest had been deleted.
  private RestoreReport refill(RestoreRequest request)
      throws TidelockException, InterruptedException {
    boolean everything =
        VaultPath.of(request.path()).isTop()
            && request.version().isEmpty()
            && request.at().isEmpty();
    if (!everything) shop.guard().check();
    work.run(
        () -> {
          shop.beginAnew();
          return true;
        });
    SyncReport report = rounds.sync();
    return new RestoreReport(
        report.received().files(), report.received().bytes(), List.of(folder.toString()));
  }
}
