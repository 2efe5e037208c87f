package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.profile.RootGuard;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.OwnWriter;

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
    if (request.to().isPresent()) {
      requireWhole(request.to().get());
      return work.asked(() -> shop.restorer().restore(request));
    }
    if (gate.pass(this::isNotWhole)) return refill(request);
    rounds.sync();
    RestoreReport report = work.asked(() -> shop.restorer().restore(request));
    rounds.follow("what was restored");
    return report;
  }

  /// Several things. What is recorded after it, which is what was brought and what was done in the folder meanwhile, can be undone.
  RestoreReport restore(Restoration wanted) throws TidelockException, InterruptedException {
    if (wanted.target() instanceof Restoration.Target.Into into) {
      requireWhole(into.folder());
      return work.asked(() -> shop.restorer().restore(wanted));
    }
    if (gate.pass(this::isNotWhole)) shop.guard().check();
    rounds.sync();
    record Brought(RestoreReport report, Optional<LogTable.Writer> before) {}
    Brought brought =
        work.asked(
            () -> {
              Optional<LogTable.Writer> before = self();
              return new Brought(shop.restorer().restore(wanted), before);
            });
    rounds.follow("what was restored");
    RestoreReport report = brought.report;
    return new RestoreReport(
        report.files(), report.bytes(), report.paths(), gate.pass(() -> since(brought.before)));
  }

  private void requireWhole(Path to) throws TidelockException, InterruptedException {
    if (!gate.pass(this::isNotWhole)) return;
    work.asked(
        () -> {
          shop.requireWhole(to);
          return true;
        });
  }

  RestorePreview preview(Restoration wanted) throws TidelockException, InterruptedException {
    return work.asked(() -> shop.restorer().preview(wanted));
  }

  private Optional<LogTable.Writer> self() {
    return OwnWriter.of(shop.tables()).flatMap(shop.tables().log()::writer);
  }

  /// What this device has recorded since; nothing if it goes on as another writer now.
  private Optional<UndoRequest> since(Optional<LogTable.Writer> before) {
    long from = before.map(LogTable.Writer::count).orElse(0L);
    return self()
        .filter(now -> before.isEmpty() || now.id().equals(before.get().id()))
        .filter(now -> now.count() > from)
        .map(now -> new UndoRequest.Recorded(now.id().toString(), from, now.count()));
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
