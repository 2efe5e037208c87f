package org.tidelock.engine.core;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.record.Recorder;
import org.tidelock.engine.record.Stop;
import org.tidelock.engine.status.Findings;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Tally;

/// Looks at the folder and records what differs. On the engine's thread.
final class Recording {
  private final Tables tables;
  private final FolderSight sight;
  private final Recorder recorder;
  private final Leftovers leftovers;
  private final Findings findings;
  private final BeingWritten beingWritten;
  private final Remote remote;

  Recording(
      Tables tables,
      FolderSight sight,
      Recorder recorder,
      Leftovers leftovers,
      Findings findings,
      BeingWritten beingWritten,
      Remote remote) {
    this.tables = tables;
    this.sight = sight;
    this.recorder = recorder;
    this.leftovers = leftovers;
    this.findings = findings;
    this.beingWritten = beingWritten;
    this.remote = remote;
  }

  /// For one run of the ring.
  ///
  /// @param doubtful is read by the first look, even if it looks as before
  Run begin(Tally tally, Stop stop, Patience patience, Predicate<NodeId> doubtful) {
    return new Run(tally, stop, patience, doubtful);
  }

  /// Whether somebody waits for what is there now, or it can be left until it is complete.
  enum Patience {
    AS_IT_IS,
    WHEN_WRITTEN
  }

  /// Whether a portion of what differs is enough.
  enum Looking {
    IN_PORTIONS,
    AT_ONCE
  }

  /// @param any whether anything was recorded
  /// @param mostly whether most of what was seen was, so that the next portion is another one
  /// @param more whether there is more to record
  record Recorded(boolean any, boolean mostly, boolean more) {}

  final class Run {
    private final Tally tally;
    private final Stop stop;
    private final Patience patience;
    private Predicate<NodeId> doubtful;
    private final Set<LocalPath> changing = new LinkedHashSet<>();
    private final Map<LocalPath, IOException> unreadable = new LinkedHashMap<>();
    private final Set<LocalPath> looked = new HashSet<>();
    private boolean lookedAtAll;

    private Run(Tally tally, Stop stop, Patience patience, Predicate<NodeId> doubtful) {
      this.tally = tally;
      this.stop = stop;
      this.patience = patience;
      this.doubtful = doubtful;
    }

    /// @param folders everything if none
    /// @throws org.tidelock.engine.record.StoppedException what was recorded by then is to be sent
    Recorded record(Optional<Collection<NodeId>> folders, Looking how)
        throws TidelockException, InterruptedException {
      sight.check();
      Set<LocalPath> places = places(folders);
      looked.addAll(places);
      lookedAtAll |= folders.isEmpty();
      Scan scan = sight.scan(folders, how == Looking.IN_PORTIONS, doubtful);
      if (folders.isEmpty()) findings.scanned(scan, sight.occupied());
      Scan now = toRecord(scan);
      Recorder.Outcome outcome = record(now);
      silent(scan);
      if (folders.isEmpty()) allWasLookedAt(scan);
      keep(outcome, places);
      boolean mostly = mostly(scan, now, outcome);
      return new Recorded(outcome.recorded(), outcome.recorded() && mostly, scan.more());
    }

    /// What waits for an answer, or is being written, is left for later.
    private Scan toRecord(Scan scan) throws TidelockException {
      Scan passing = sight.passing(scan);
      return patience == Patience.WHEN_WRITTEN ? beingWritten.without(passing) : passing;
    }

    private Recorder.Outcome record(Scan scan) throws TidelockException, InterruptedException {
      long before = remote.requests();
      try {
        return recorder.record(scan, stop);
      } finally {
        tally.sent(0, 0, remote.requests() - before);
      }
    }

    /// What is only read again to make sure may be so in each look, and says nothing of whether the next portion is another one.
    private static boolean mostly(Scan seen, Scan taken, Recorder.Outcome outcome) {
      int failed = outcome.changing().size() + outcome.unreadable().size();
      return 2 * (differing(taken) - failed) > differing(seen);
    }

    private static long differing(Scan scan) {
      return scan.differences().stream().filter(d -> !looksAsBefore(d)).count();
    }

    private static boolean looksAsBefore(Difference difference) {
      return difference instanceof Difference.Changed c
          && c.found().fingerprint().equals(c.row().fingerprint());
    }

    private void allWasLookedAt(Scan scan) throws TidelockException, InterruptedException {
      // What could go on has done so.
      if (!scan.more()) leftovers.abandonUploads();
      sight.recorded(scan);
      changing.clear();
      unreadable.clear();
    }

    private void keep(Recorder.Outcome outcome, Set<LocalPath> places) {
      changing.removeIf(path -> places.contains(path.parent()));
      changing.addAll(outcome.changing());
      unreadable.keySet().removeIf(path -> places.contains(path.parent()));
      unreadable.putAll(outcome.unreadable());
    }

    /// What looked as before and was read all the same: where the vault has other bytes of it now, nothing but these tell that it changed.
    private void silent(Scan scan) {
      for (Difference difference : scan.differences())
        if (difference instanceof Difference.Changed c
            && doubtful.test(c.row().entry().id())
            && !c.row().racy()
            && looksAsBefore(c)
            && tables
                .base()
                .row(c.row().entry().id())
                .filter(r -> !r.entry().content().equals(c.row().entry().content()))
                .isPresent()) findings.silent(c.found().path());
      doubtful = Rereading.Due.NONE;
    }

    /// Where these folders are.
    private Set<LocalPath> places(Optional<Collection<NodeId>> folders) {
      Set<LocalPath> places = new HashSet<>();
      for (NodeId id : folders.orElse(List.of())) tables.base().pathOf(id).ifPresent(places::add);
      return places;
    }

    /// The folders of files that would not hold still.
    Set<NodeId> unsettled() {
      Set<NodeId> folders = new HashSet<>();
      for (LocalPath path : changing) tables.base().folderAt(path.parent()).ifPresent(folders::add);
      return folders;
    }

    boolean lookedAtAll() {
      return lookedAtAll;
    }

    /// What could not be recorded.
    void tell() {
      findings.changing(changing, this::isLookedAt);
      findings.unreadable(unreadable, this::isLookedAt);
    }

    /// Whether this run knows how a file is now: its folder was looked at, or is not there any more.
    private boolean isLookedAt(LocalPath file) {
      LocalPath folder = file.parent();
      return lookedAtAll || looked.contains(folder) || tables.base().folderAt(folder).isEmpty();
    }
  }
}
