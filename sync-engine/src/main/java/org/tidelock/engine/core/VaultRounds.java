package org.tidelock.engine.core;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.record.Stop;
import org.tidelock.engine.status.LastFailure;
import org.tidelock.engine.status.StatusBoard;
import org.tidelock.engine.transfer.Tally;

/// The rounds of a vault, whoever brings them about, and the looks that change nothing.
final class VaultRounds implements Watching.Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(VaultRounds.class);

  private final Workshop shop;
  private final Work work;
  private final StatusBoard board;
  private final LastFailure failure;
  private final Pause pause;
  private final Background background;
  private final OldHistory history;

  /// Of the round that somebody asked for last.
  private volatile Tally asked = new Tally();

  VaultRounds(
      Workshop shop,
      Work work,
      StatusBoard board,
      LastFailure failure,
      Pause pause,
      Background background,
      OldHistory history) {
    this.shop = shop;
    this.work = work;
    this.board = board;
    this.failure = failure;
    this.pause = pause;
    this.background = background;
    this.history = history;
  }

  /// One that somebody asks for.
  SyncReport sync() throws TidelockException, InterruptedException {
    SyncReport report;
    try {
      report =
          work.round(
              () -> {
                Tally begun = new Tally();
                asked = begun;
                return looked(shop.onFolder().ring().everything(begun, Stop.NEVER));
              });
    } catch (VaultClosedException e) {
      throw e;
    } catch (TidelockException e) {
      moreHistory(); // what stops rounds may be what older history tells
      throw e;
    }
    background.tryAgain();
    moreHistory();
    return report;
  }

  private void moreHistory() throws InterruptedException {
    if (!background.isWatching()) history.moreOf();
  }

  /// One after something that is done whatever becomes of it.
  void follow(String what) throws InterruptedException {
    try {
      sync();
    } catch (VaultClosedException e) {
      LOG.info("{} is sent at the next start", what);
    } catch (TidelockException e) {
      LOG.info("{} is sent later", what, e); // the status tells why
    }
  }

  /// What the last [#sync] has moved so far.
  SyncReport.Traffic moved() {
    return asked.now();
  }

  /// One that the watch brings about. A pause stops it.
  @Override
  public SyncReport round(Optional<Set<LocalPath>> folders)
      throws TidelockException, InterruptedException {
    return work.round(
        () -> {
          if (folders.isEmpty())
            return looked(shop.onFolder().ring().everythingAtLeisure(new Tally(), pause));
          return shop.onFolder().ring().some(shop.rows(folders.get()), new Tally(), pause);
        });
  }

  private SyncReport looked(SyncReport report) {
    board.looked(report);
    return report;
  }

  @Override
  public void blind(Optional<FolderListener.Loss> why) {
    board.blind(why);
  }

  @Override
  public Mounts mounts() {
    return shop.mounts();
  }

  @Override
  public Set<LocalPath> beingWritten() {
    return shop.beingWritten().folders();
  }

  @Override
  public Optional<Duration> pause() {
    return pause.left();
  }

  /// Looks at the whole folder, unless work is under way. What waits for an answer and is back is not asked about any more.
  void look() {
    work.ifIdle(
        () -> {
          Scan scan = shop.onFolder().sight().lookAgain();
          failure.folderIsThere();
          board.looked(scan);
          if (!scan.differences().isEmpty()) background.lookAtEverything();
        });
  }

  /// As a person says that it is the synced one; the next round looks at all of it.
  void useFolderAgain() throws TidelockException, InterruptedException {
    work.run(
        () -> {
          shop.useFolderAgain();
          failure.folderIsThere();
          return true;
        });
    background.lookAtEverything();
    background.tryAgain();
  }

  /// What the storage has, if it can be reached.
  void learn() throws TidelockException, InterruptedException {
    try {
      shop.learner().learnAll();
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.STORAGE) throw e;
      LOG.info("by what is known", e); // the round after it tells why
    }
  }

  /// Before something is recorded that no round comes before: this index may be an older copy, and what this device has written since in the storage.
  void lookOnce() throws TidelockException, InterruptedException {
    if (shop.learner().hasLooked()) return;
    try {
      shop.learner().learn();
      if (shop.introduction().isOwed()) shop.publisher().publish();
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.STORAGE) throw e;
      LOG.info("by what is known", e); // the round after it tells why
    }
  }

  SyncPreview preview() throws TidelockException, InterruptedException {
    return work.asked(
        () -> {
          shop.learner().learnAll();
          Scan scan = shop.onFolder().sight().look();
          return Previews.of(scan, shop.onFolder().applier().plan(), shop.tables());
        });
  }
}
