package org.tidelock.engine.core;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.apply.Applied;
import org.tidelock.engine.apply.Applier;
import org.tidelock.engine.core.Recording.Looking;
import org.tidelock.engine.core.Recording.Patience;
import org.tidelock.engine.core.Recording.Recorded;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Learner;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.profile.SharedRules;
import org.tidelock.engine.record.Publisher;
import org.tidelock.engine.record.Stop;
import org.tidelock.engine.record.StoppedException;
import org.tidelock.engine.status.Findings;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Tally;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Foundations;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.twin.Division;
import org.tidelock.engine.twin.Twin;

/// Goes round: learn, look, record, publish, apply, until nothing is left to do. Learning comes first, so that what the disk already has in
/// common with the vault is adopted and nothing is sent to a storage that went back in time. One thread at a time.
final class Ring {
  private static final int MOST_ROUNDS = 8;
  private static final int MOST_WAITS = 5;

  /// What is in the way of a plan and stays there is looked at so often in one run.
  private static final int MOST_LOOKS = 3;

  private static final Duration SETTLE = Duration.ofMillis(300);

  private final Tables tables;
  private final Identity identity;
  private final FolderSight sight;
  private final Twin twin;
  private final SharedRules sharedRules;
  private final Learner learner;
  private final Foundations foundations;
  private final Recording recording;
  private final Introduction introduction;
  private final Publisher publisher;
  private final Division division;
  private final Applier applier;
  private final Leftovers leftovers;
  private final Remote remote;
  private final Findings findings;
  private final Meter meter;
  private final Time time;
  private final Rereading rereading;

  /// Whether all of the folder was once looked at: what changed since then is known.
  private boolean isFolderKnown;

  Ring(
      Tables tables,
      Identity identity,
      FolderSight sight,
      Twin twin,
      SharedRules sharedRules,
      Learner learner,
      Foundations foundations,
      Recording recording,
      Introduction introduction,
      Publisher publisher,
      Division division,
      Applier applier,
      Leftovers leftovers,
      Remote remote,
      Findings findings,
      Meter meter,
      Time time) {
    this.tables = tables;
    this.identity = identity;
    this.sight = sight;
    this.twin = twin;
    this.sharedRules = sharedRules;
    this.learner = learner;
    this.foundations = foundations;
    this.recording = recording;
    this.introduction = introduction;
    this.publisher = publisher;
    this.division = division;
    this.applier = applier;
    this.leftovers = leftovers;
    this.remote = remote;
    this.findings = findings;
    this.meter = meter;
    this.time = time;
    this.rereading = new Rereading(tables.meta(), time);
  }

  /// Looks at the whole folder.
  ///
  /// @param tally counts what was done, however it ends
  /// @param stop ends it early, where it can go on later
  SyncReport everything(Tally tally, Stop stop) throws TidelockException, InterruptedException {
    return new Run(tally, stop, Patience.AS_IT_IS, Rereading.Due.NONE).run(Optional.empty());
  }

  /// The same while nobody waits for it: reads an hour's share of what looks unchanged, and leaves alone what is being written.
  SyncReport everythingAtLeisure(Tally tally, Stop stop)
      throws TidelockException, InterruptedException {
    Rereading.Due due = rereading.due();
    SyncReport report = new Run(tally, stop, Patience.WHEN_WRITTEN, due).run(Optional.empty());
    rereading.done(due);
    return report;
  }

  /// Looks at these folders only: what a watcher has seen. Learning and applying are always complete.
  SyncReport some(Collection<NodeId> folders, Tally tally, Stop stop)
      throws TidelockException, InterruptedException {
    return new Run(tally, stop, Patience.WHEN_WRITTEN, Rereading.Due.NONE)
        .run(Optional.of(folders));
  }

  private final class Run {
    private final Map<NodeId, SyncReport.Conflict> conflicts = new LinkedHashMap<>();
    private final Tally tally;
    private final Recording.Run folder;
    private final Map<String, Integer> looks = new HashMap<>();
    private final Set<String> leftBehind = new LinkedHashSet<>();
    private Map<String, TidelockException> unplaced = Map.of();
    private @Nullable TidelockException serious;
    private @Nullable TidelockException unsent;
    private Optional<TidelockException> broken = Optional.empty();
    private Optional<TidelockException> unsound = Optional.empty();
    private Optional<TidelockException> met = Optional.empty();
    private boolean ended;
    private int waits;
    private ViewAge view = new ViewAge(time);

    Run(Tally tally, Stop stop, Patience patience, Rereading.Due doubtful) {
      this.tally = tally;
      this.folder = recording.begin(tally, stop, patience, doubtful);
    }

    SyncReport run(Optional<Collection<NodeId>> folders)
        throws TidelockException, InterruptedException {
      Optional<Collection<NodeId>> next = folders;
      boolean look = folders.isEmpty() || !folders.get().isEmpty();
      for (int round = 0; round < MOST_ROUNDS && !ended; round++) {
        boolean unsentBefore = !tables.outbox().isEmpty();
        meetTwin();
        boolean learned = learn();
        if (round == 0) lookAtFoundations(false);
        boolean whole = round == 0 && folders.isEmpty();
        boolean recorded = send(whole, look, next);
        Applied applied = apply();
        Set<NodeId> again = again(applied);
        if (unsent != null) break;
        // What others wrote on top of what was not known to be sent is learned when it is.
        ended =
            !learned
                && !recorded
                && !unsentBefore
                && tables.outbox().isEmpty()
                && applied.actions() == 0
                && again.isEmpty();
        next =
            applied.actions() > 0 && sharedRules.refresh() ? Optional.empty() : Optional.of(again);
        look = next.isEmpty() || !again.isEmpty();
      }
      findings.unplaced(unplaced);
      findings.leftBehind(leftBehind);
      findings.conflicts(conflicts);
      folder.tell();
      if (ended && folder.lookedAtAll()) isFolderKnown = true;
      if (ended && tables.dirty().isEmpty()) leftovers.clearUnfinished();
      if (ended && isFolderKnown && broken.isEmpty()) findings.checked();
      // Once; whatever else is in the way is told the next time.
      if (met.isPresent()) throw met.get();
      Optional<TidelockException> gravest = gravest();
      if (gravest.isPresent()) throw gravest.get();
      identity.requireWriting(); // told before there is something to send, too
      return report();
    }

    private Optional<TidelockException> gravest() {
      return Stream.of(Optional.ofNullable(serious), Optional.ofNullable(unsent), broken, unsound)
          .flatMap(Optional::stream)
          .min(Troubles.GRAVEST_FIRST);
    }

    /// @return whether there was one
    private boolean meetTwin() throws TidelockException, InterruptedException {
      long before = remote.requests();
      try {
        Optional<TidelockException> now = twin.meet();
        met = met.or(() -> now);
        return now.isPresent();
      } finally {
        tally.received(0, 0, remote.requests() - before);
      }
    }

    private boolean learn() throws TidelockException, InterruptedException {
      view = new ViewAge(time);
      long before = remote.requests();
      Learner.Learned learned;
      try {
        learned = learner.learn();
      } finally {
        tally.received(0, 0, remote.requests() - before);
      }
      tables.arrivals().note(time.instant());
      broken = learned.broken();
      sight.learned(broken.isEmpty());
      unsound = learned.unsound().or(() -> unsound);
      return learned.segments() > 0;
    }

    /// @param rest only what this process has not looked at yet
    private void lookAtFoundations(boolean rest) throws TidelockException, InterruptedException {
      long before = remote.requests();
      Optional<TidelockException> found = rest ? foundations.rest() : foundations.unsound();
      tally.received(0, 0, remote.requests() - before);
      unsound = unsound.or(() -> found);
    }

    /// A storage that takes nothing may still have something for this device, so that its trouble is told only at the end.
    ///
    /// @param whole whether this begins a look at the whole folder
    /// @return whether anything was recorded
    private boolean send(boolean whole, boolean look, Optional<Collection<NodeId>> folders)
        throws TidelockException, InterruptedException {
      try {
        if (whole) clearLeftovers();
        if (introduction.isOwed()) publish();
        boolean recorded = (look || sight.hasToSeeAll()) && record(folders);
        publish();
        return recorded;
      } catch (TidelockException e) {
        if (e.code() != ErrorCode.STORAGE && !waitsForKey(e)) throw e;
        // What did not fit would keep it full.
        if (e.getCause() instanceof StorageException.QuotaExceeded) leftovers.abandonUploads();
        unsent = e;
        return false;
      }
    }

    /// What others have written is taken in meanwhile.
    private static boolean waitsForKey(TidelockException e) {
      return e.happened().phrase() == Happened.NO_KEY
          || e.happened().phrase() == Happened.KEY_NOT_GIVEN;
    }

    private void clearLeftovers() throws TidelockException, InterruptedException {
      sight.check();
      leftovers.clearFolder();
      leftovers.clearStorage();
    }

    /// What appeared may come in portions. Each is sent before the next is looked for: it is safe then, and needs no memory any more.
    private boolean record(Optional<Collection<NodeId>> some)
        throws TidelockException, InterruptedException {
      sight.check();
      // What other rules leave out, or no more, may be anywhere.
      boolean all = sharedRules.refresh() || sight.hasToSeeAll();
      Optional<Collection<NodeId>> folders = all ? Optional.empty() : some;
      Recorded portion = recordOnce(folders, Looking.IN_PORTIONS);
      boolean recorded = portion.any();
      while (portion.more()) {
        publish();
        // Else what cannot be read would be all that is ever looked at.
        Looking how = portion.mostly() ? Looking.IN_PORTIONS : Looking.AT_ONCE;
        portion = recordOnce(Optional.empty(), how);
        recorded |= portion.any();
      }
      return recorded;
    }

    private Recorded recordOnce(Optional<Collection<NodeId>> folders, Looking how)
        throws TidelockException, InterruptedException {
      try {
        return folder.record(folders, how);
      } catch (StoppedException e) {
        publish(); // what was recorded by then
        throw e;
      }
    }

    /// Not on an old view: the computer may have slept, or a large file have taken long.
    private void publish() throws TidelockException, InterruptedException {
      if (view.isOld()) learn();
      if (!tables.outbox().isEmpty()) lookAtFoundations(true);
      long before = remote.requests();
      try {
        Publisher.Sent sent = publisher.publish();
        meter.sent();
        tally.sent(sent.files(), sent.bytes(), 0);
      } catch (TidelockException e) {
        // The next round sends the same as another writer.
        if (!goesOnAsAnother(e)) throw e;
      } finally {
        tally.sent(0, 0, remote.requests() - before);
      }
    }

    private boolean goesOnAsAnother(TidelockException e)
        throws TidelockException, InterruptedException {
      return e.happened().phrase() == Happened.STORAGE_TAKES_LESS
          ? division.divide()
          : e.code() == ErrorCode.FORK && meetTwin();
    }

    /// A round that had nothing to look at has not made sure of the folder yet. What is put into a wrong or an emptied one would make it look right, and count
    /// as deleted where it is missing.
    private Applied apply() throws TidelockException, InterruptedException {
      sight.check();
      long before = remote.requests();
      Applied applied = new Applied();
      try {
        applyWithRoom(applied);
      } finally {
        tally.received(applied.files(), applied.bytes(), remote.requests() - before);
      }
      conflicts.putAll(applied.conflicts());
      unplaced = new LinkedHashMap<>(applied.problems());
      for (String path : applied.stale().keySet())
        unplaced.putIfAbsent(path, Troubles.inTheWay(path));
      leftBehind.addAll(applied.leftBehind());
      serious = applied.serious();
      return applied;
    }

    /// Rather than tell that the disk is full, what the trash holds goes, as far as the history has it.
    private void applyWithRoom(Applied applied) throws TidelockException, InterruptedException {
      while (true) {
        try {
          applier.apply(applied);
          return;
        } catch (TidelockException e) {
          boolean full = e.happened().phrase() == Happened.DISK_FULL;
          if (!full || !leftovers.makeRoom()) throw e;
        }
      }
    }

    /// Folders to look at once more: where the disk was not as planned, and where files would not hold still.
    private Set<NodeId> again(Applied applied) throws InterruptedException {
      Set<NodeId> again = new HashSet<>();
      applied
          .stale()
          .forEach(
              (path, folders) -> {
                if (looks.merge(path, 1, Integer::sum) <= MOST_LOOKS) again.addAll(folders);
              });
      Set<NodeId> unsettled = folder.unsettled();
      if (!unsettled.isEmpty() && waits++ < MOST_WAITS) {
        time.sleep(SETTLE);
        again.addAll(unsettled);
      }
      return again;
    }

    /// There may be more to do than a run has rounds for (I9).
    private State state() {
      boolean done = ended && tables.dirty().isEmpty() && tables.outbox().isEmpty();
      return done ? State.UP_TO_DATE : State.SYNCING;
    }

    private SyncReport report() {
      List<SyncReport.Problem> problems = findings.problems();
      List<SyncReport.Held> held = findings.held();
      return new SyncReport(
          problems.isEmpty() && held.isEmpty() ? state() : State.ATTENTION,
          tally.now().sent(),
          tally.now().received(),
          List.copyOf(conflicts.values()),
          held,
          problems);
    }
  }
}
