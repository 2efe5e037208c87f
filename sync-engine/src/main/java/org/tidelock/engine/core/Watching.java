package org.tidelock.engine.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Handle;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.effects.Turn;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.record.StoppedException;

/// Keeps syncing in a loop of its own until closed: whenever the [Agenda] has a round, it goes round. No failure ends it, and what is noted during a
/// pause is kept for after it. The watcher only saves time.
final class Watching implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

  /// During a pause: a clock that was set, or a sleeping computer, must not prolong it for ever.
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /// What goes round: the vault.
  interface Rounds {
    /// @param folders what to look at; everything if empty
    SyncReport round(Optional<Set<LocalPath>> folders)
        throws TidelockException, InterruptedException;

    /// Why changes of the folder are not told, if they are not.
    void blind(Optional<FolderListener.Loss> why);

    /// Folders that lie elsewhere, as the last round knew them.
    Mounts mounts();

    /// Folders with files that the last round has left alone.
    Set<LocalPath> beingWritten();

    /// What is left of a pause, if there is one.
    Optional<Duration> pause();
  }

  private final Rounds rounds;
  private final Time time;

  /// Guards the agenda and the retries. Not held during a round.
  private final ReentrantLock lock = new ReentrantLock();

  private final Agenda agenda;
  private final Retries retries = new Retries();
  private volatile boolean closed;

  /// Absent while the watch is being started: the first turn reads what was noted by then.
  private volatile @Nullable Loop loop;

  private final WatchedFolder watched;
  private final PlacedWatches elsewhere;

  /// Watches that are lost now.
  private final Set<Hearing> lost = ConcurrentHashMap.newKeySet();

  private final StorageWatch storage;
  private final Wakefulness wakefulness;
  private final List<Handle> beside = new CopyOnWriteArrayList<>();

  private Watching(Rounds rounds, Path folder, Optional<Path> storage, Effects effects) {
    this.rounds = rounds;
    this.time = effects.clock();
    this.wakefulness = new Wakefulness(time);
    this.watched = new WatchedFolder(folder, effects, new Hearing());
    this.elsewhere = new PlacedWatches(rounds::mounts, effects, new Hearing());
    this.agenda = new Agenda(effects.random(), time.nanos());
    if (storage.isPresent()) agenda.storageIsFolder();
    this.storage =
        new StorageWatch(
            storage, effects.places(), () -> note(() -> agenda.storageChanged(time.nanos())));
  }

  /// @param storage the folder that is the storage, if it is one: a server is looked at from time to time only
  static Watching start(Rounds rounds, Path folder, Optional<Path> storage, Effects effects) {
    Watching watching = new Watching(rounds, folder, storage, effects);
    watching.watched.begin();
    Loop loop = watching.time.loop("tidelock-watch", Duration.ZERO, watching::turn);
    watching.loop = loop;
    loop.wake(); // for what was noted since the first turn looked
    return watching;
  }

  /// Something that goes on as long as the watch does.
  void goesWith(Handle loop) {
    beside.add(loop);
  }

  private final class Hearing implements WatchedFolder.Listener {
    @Override
    public void changed(Set<LocalPath> folders) {
      note(() -> agenda.changed(folders, time.nanos()));
    }

    @Override
    public void missed() {
      lookAtEverything();
    }

    @Override
    public void lost(FolderListener.Loss loss, String why) {
      LOG.warn("the folder is looked at from time to time only: {}", why);
      lost.add(this);
      rounds.blind(Optional.of(loss));
      note(agenda::goBlind);
    }

    @Override
    public void regained() {
      LOG.info("the folder is watched again");
      lost.remove(this);
      if (!lost.isEmpty()) return;
      rounds.blind(Optional.empty());
      note(agenda::seeAgain);
    }
  }

  private void note(Runnable what) {
    update(what);
    Loop now = loop;
    if (now != null) now.wake();
  }

  private void update(Runnable what) {
    lock.lock();
    try {
      what.run();
    } finally {
      lock.unlock();
    }
  }

  /// The next round looks at the whole folder.
  void lookAtEverything() {
    note(agenda::lookAtEverything);
  }

  /// Goes round soon, however often it failed before. Also tells that a pause was ended.
  void tryAgain() {
    note(() -> agenda.tryAgain(time.nanos()));
  }

  private Duration turn() throws InterruptedException {
    if (wakefulness.hasSlept()) update(() -> agenda.woke(time.nanos()));
    if (!closed) watched.tryAgain();
    watchElsewhere();
    update(this::tryAgainToRead);
    Duration wait = untilDue();
    if (closed || wait.isPositive()) return wait;
    try {
      Optional<Duration> pause = rounds.pause();
      if (pause.isPresent()) return rest(pause.get());
      go();
    } catch (VaultClosedException e) {
      return Turn.UNTIL_WOKEN; // close() comes next
    } catch (RuntimeException | Error e) { // the next round may well succeed
      if (closed) return Duration.ZERO;
      LOG.error("a round ended unexpectedly", e);
      update(() -> agenda.failed(time.nanos()));
    }
    return untilDue();
  }

  private void tryAgainToRead() {
    Set<LocalPath> folders = retries.take(time.nanos());
    if (!folders.isEmpty()) agenda.changed(folders, time.nanos());
  }

  /// What lies elsewhere is known after a round, and may be another after each.
  private void watchElsewhere() {
    if (elsewhere.renew()) update(agenda::lookAtEverything);
  }

  /// A little longer than the pause, so that it is over.
  private static Duration rest(Duration pause) {
    return pause.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : pause.plusMillis(1);
  }

  private void go() throws InterruptedException {
    Agenda.Round round = take();
    try {
      SyncReport report = rounds.round(round.folders());
      boolean moved = report.sent().files() + report.received().files() > 0;
      update(() -> agenda.done(round, moved, time.nanos()));
      Set<LocalPath> again = rounds.beingWritten();
      update(() -> agenda.lookAgain(again, BeingWritten.STILL, time.nanos()));
      update(() -> retries.after(report, time.nanos()));
      if (report.state() == State.SYNCING) update(agenda::lookAtEverything);
      storage.begin();
      watchElsewhere();
    } catch (StoppedException e) {
      update(agenda::lookAtEverything); // after the pause
    } catch (TidelockException e) {
      LOG.info("a round ended early: {} {}", e.code(), e.whatHappened(), e);
      update(() -> agenda.failed(time.nanos()));
    }
  }

  private Agenda.Round take() {
    lock.lock();
    try {
      return agenda.take(time.nanos());
    } finally {
      lock.unlock();
    }
  }

  private Duration untilDue() {
    lock.lock();
    try {
      long now = time.nanos();
      return Duration.ofNanos(Math.min(agenda.untilDue(now), retries.untilDue(now)));
    } finally {
      lock.unlock();
    }
  }

  /// Returns when no round is under way any more.
  @Override
  public void close() {
    closed = true;
    beside.forEach(Handle::close);
    watched.close();
    elsewhere.close();
    Loop rounds = loop;
    if (rounds != null) rounds.close();
    storage.close();
    this.rounds.blind(Optional.empty());
  }
}
