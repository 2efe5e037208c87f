package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.profile.RootGuard;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.OwnWriter;

/// Brings back what was. What is there now is recorded before anything takes its place, and what was restored right after.
final class Restores {
  private static final Logger LOG = LoggerFactory.getLogger(Restores.class);
  private static final String WHAT = "what was restored";

  private final Path folder;
  private final Workshop shop;
  private final Gate gate;
  private final Work work;
  private final VaultRounds rounds;
  private final UntilClosed untilClosed = new UntilClosed();

  Restores(Path folder, Workshop shop, Gate gate, Work work, VaultRounds rounds) {
    this.folder = folder;
    this.shop = shop;
    this.gate = gate;
    this.work = work;
    this.rounds = rounds;
  }

  /// Ends those under way: what they have brought stays, and the next start records it.
  void close() {
    untilClosed.close();
  }

  RestoreReport restore(RestoreRequest request) throws TidelockException, InterruptedException {
    return untilClosed.run(() -> one(request));
  }

  private RestoreReport one(RestoreRequest request) throws TidelockException, InterruptedException {
    if (request.to().isPresent()) {
      requireWhole(request.to().get());
      return work.asked(() -> shop.restorer().restore(request));
    }
    if (gate.pass(this::isNotWhole)) return refill(request);
    rounds.sync();
    RestoreReport report = work.asked(() -> shop.restorer().restore(request));
    try {
      rounds.follow(WHAT);
    } catch (InterruptedException e) {
      if (!untilClosed.isClosed()) throw e;
    }
    return report;
  }

  /// Several things. What is recorded after it, which is what was brought and what was done in the folder meanwhile, can be undone.
  RestoreReport restore(Restoration wanted) throws TidelockException, InterruptedException {
    return untilClosed.run(() -> several(wanted));
  }

  private RestoreReport several(Restoration wanted) throws TidelockException, InterruptedException {
    if (wanted.target() instanceof Restoration.Target.Into into) {
      requireWhole(into.folder());
      return work.asked(() -> brought(wanted));
    }
    if (gate.pass(this::isNotWhole)) shop.guard().check();
    rounds.sync();
    record Brought(RestoreReport report, Optional<LogTable.Writer> before) {}
    Brought brought =
        work.asked(
            () -> {
              Optional<LogTable.Writer> before = self();
              return new Brought(brought(wanted), before);
            });
    follow();
    return brought.report.with(undo(brought.before));
  }

  /// If nothing was, its end is all there is to tell.
  private RestoreReport brought(Restoration wanted) throws TidelockException, InterruptedException {
    RestoreReport report = shop.restorer().restore(wanted);
    if (report.end() instanceof RestoreReport.End.Failed(TidelockException why)) {
      if (report.isNothing()) throw why;
      work.found(why);
    }
    return report;
  }

  /// Who interrupts this has seen enough of the restore; what was brought is recorded all the same, as it cannot be undone before.
  private void follow() {
    if (untilClosed.isClosed()) return; // closing would wait for all of the round
    try {
      rounds.follow(WHAT);
    } catch (InterruptedException first) {
      if (untilClosed.isClosed()) return;
      try {
        rounds.follow(WHAT);
      } catch (InterruptedException second) {
        LOG.info("{} is recorded later", WHAT);
      }
    }
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

  private Optional<UndoRequest> undo(Optional<LogTable.Writer> before) {
    try {
      return gate.pass(() -> since(before));
    } catch (VaultClosedException e) {
      return Optional.empty();
    }
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
